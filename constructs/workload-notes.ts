import type { Container } from "./container.ts";
import type { Diagnostic, ValuePath } from "./diagnostic.ts";
import type { Project } from "./project.ts";
import { controllerOf, workloadOf } from "./workload-kind.ts";

const METRICS = "metrics.k8s.io";

/** What a person should know of how containers are run, and would not expect. Paths lead into the spec. */
export function workloadNotes({ containers, zone }: Project): Diagnostic[] {
  return containers.flatMap((container, index) => {
    const options: ValuePath = ["containers", index, "options"];
    return [
      ...serverlessNote(container, [...options, "workload"]),
      ...parallelismNote(container, [...options, "workload", "parallelism"]),
      ...metricsNote(container, zone, [...options, "scale"]),
    ];
  });
}

function serverlessNote({ name, spec }: Container, path: ValuePath): Diagnostic[] {
  if (controllerOf(spec) !== "Serverless") return [];
  const message = `${name} runs without a user namespace and without added capabilities: Knative takes neither`;
  return [{ severity: "note", code: "less-isolated", message, path }];
}

function parallelismNote({ spec }: Container, path: ValuePath): Diagnostic[] {
  const { completions = 1, parallelism = 1 } = workloadOf(spec);
  if (parallelism <= completions) return [];
  return [
    {
      severity: "warning",
      code: "never-parallel",
      message: "no more run at once than must end well",
      path,
      got: String(parallelism),
      allowed: `at most ${completions}, the completions`,
      fix: `give "completions": ${parallelism}`,
    },
  ];
}

/** Without knowledge of what a zone serves nothing is said of what it lacks. */
function metricsNote({ name, parts }: Container, zone: Project["zone"], path: ValuePath): Diagnostic[] {
  const { scale } = parts?.spec.options ?? {};
  const { capabilities } = zone;
  const byLoad = scale && (scale.cpu !== undefined || scale.memory !== undefined || scale.metrics === undefined);
  if (!byLoad || !capabilities || capabilities.includes(METRICS)) return [];
  return [
    {
      severity: "warning",
      code: "not-measured",
      message: `${name} stays as it is: zone "${zone.name}" measures neither cpu nor memory`,
      path,
      fix: "ask whoever runs the zone for metrics-server",
    },
  ];
}
