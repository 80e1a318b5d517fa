// Each pod does one part: the part's number is in its environment.
local program = |||
  import os

  part = int(os.environ["JOB_COMPLETION_INDEX"])
  parts = int(os.environ["PARTS"])

  # The example adds up the numbers below ten million that belong to its part.
  numbers = range(part, 10_000_000, parts)
  print(f"part {part} of {parts}: {len(numbers)} numbers, together {sum(numbers)}")
|||;

{
  project: { name: 'parallel-job' },
  variables: {
    parts: {
      label: 'Parts',
      description: 'Into how many parts the work is divided.',
      type: 'number',
      default: 12,
      minimum: 1,
      maximum: 10000,
    },
    at_once: {
      label: 'At once',
      description: 'How many parts run at the same time.',
      type: 'number',
      default: 4,
      minimum: 1,
      maximum: 100,
    },
  },
  containers: [{
    name: 'work',
    image: 'python:3.13-slim',
    command: ['python', '/program/work.py'],
    environment: { PARTS: '$parts', PYTHONUNBUFFERED: '1' },
    options: {
      workload: {
        kind: 'job',
        completions: '$parts',
        parallelism: '$at_once',
        indexed: true,
        retries: 3,
        deadline: 3600,
      },
      importance: 'low',
      volumes: [{ files: { 'work.py': program }, path: '/program' }],
      security: { standard: 'restricted', user: 10001, group: 10001 },
      resources: 'small',
      tags: ['job', 'batch'],
    },
  }],
}
