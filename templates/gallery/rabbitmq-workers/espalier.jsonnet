// One queue between those who have work and those who do it.
local espalier = import 'espalier.libsonnet';

local connect = |||
  import os
  import pika

  QUEUE = "tasks"

  connection = pika.BlockingConnection(pika.URLParameters(os.environ["QUEUE_URL"]))
  channel = connection.channel()
  # A quorum queue outlives a restart of RabbitMQ.
  channel.queue_declare(queue=QUEUE, durable=True, arguments={"x-queue-type": "quorum"})
|||;

local worker = connect + |||

  import signal
  import sys
  import time


  def work(task):
      """Does one task. What it raises gives the task back to the queue."""
      print("working on", task, flush=True)
      time.sleep(1)


  def receive(channel, method, properties, body):
      try:
          work(body.decode())
      except Exception:
          channel.basic_nack(method.delivery_tag)
          raise
      channel.basic_ack(method.delivery_tag)


  # A worker that is asked to stop ends its task first.
  signal.signal(signal.SIGTERM, lambda *_: connection.add_callback_threadsafe(channel.stop_consuming))
  channel.basic_qos(prefetch_count=1)
  channel.basic_consume(QUEUE, receive)
  channel.start_consuming()
  sys.exit(0)
|||;

local producer = connect + |||

  import datetime

  for number in range(20):
      task = f"{datetime.datetime.now():%H:%M} task {number}"
      channel.basic_publish("", QUEUE, task, pika.BasicProperties(delivery_mode=2))
  connection.close()
|||;

// A container that runs a program of this definition on the plain Python image.
local python(name, program, options) = espalier.container(name, '$python', {
  PYTHONPATH: '/packages',
  PYTHONUNBUFFERED: '1',
  QUEUE_URL: '${{queue.url}}',
}, {
  waitFor: [{ container: 'queue', port: 5672 }],
  init: [{
    name: 'packages',
    image: '$python',
    command: ['pip', 'install', '--no-cache-dir', '--disable-pip-version-check', '--target', '/packages', 'pika==1.3.2'],
    volumes: [{ empty: 'packages', path: '/packages' }],
    resources: { size: 'small' },
  }],
  volumes: [
    { empty: 'packages', path: '/packages' },
    { files: { [name + '.py']: program }, path: '/program' },
  ],
  security: { standard: 'restricted', user: 10001, group: 10001 },
  resources: { size: 'tiny', memory: '128Mi' },
} + options) + { command: ['python', '/program/%s.py' % name] };

{
  project: { name: 'tasks' },
  variables: {
    python: {
      label: 'Image with Python',
      description: 'Image that the workers run on.',
      default: 'python:3.13-slim',
      pattern: '[a-z0-9][A-Za-z0-9._:/@-]{0,255}',
    },
    workers: {
      label: 'Workers at most',
      description: 'How many workers run at most; at least one runs.',
      type: 'number',
      default: 5,
      minimum: 1,
      maximum: 20,
    },
    queue_password: {
      label: 'Password of the queue',
      description: 'Of the account tasks. Drawn once and kept when none is given.',
      generate: { kind: 'password', length: 32 },
    },
  },
  containers: [
    espalier.container('queue', 'rabbitmq:4.2.4-management', {
      RABBITMQ_DEFAULT_USER: 'tasks',
      RABBITMQ_DEFAULT_PASS: '$queue_password',
    }, {
      // Its data lies in a folder named after the host: it needs a name that stays.
      workload: 'stateful',
      expose: 15672,
      ports: [5672],
      importance: 'high',
      volumes: [{ each: { name: 'messages', size: '5Gi' }, path: '/var/lib/rabbitmq' }],
      health: {
        start: 300,
        startup: { command: ['rabbitmq-diagnostics', '-q', 'check_running'], interval: 10, timeout: 15, failures: 30 },
        readiness: { tcp: true, port: 5672 },
        liveness: { command: ['rabbitmq-diagnostics', '-q', 'ping'], interval: 60, timeout: 30 },
      },
      lifecycle: { grace: 120 },
      security: { standard: 'restricted', user: 999, group: 999 },
      resources: { size: 'small', memory: '512Mi' },
      tags: ['queue'],
    }),
    python('worker', worker, {
      workload: 'worker',
      scale: { minimum: 1, maximum: '$workers', cpu: 60 },
      lifecycle: { grace: 60 },
      tags: ['worker'],
    }),
    python('producer', producer, {
      workload: { kind: 'cron', schedule: '*/5 * * * *', retries: 1, deadline: 240 },
      tags: ['producer'],
    }),
  ],
}
