import type { Diagnostic, ValuePath } from "./diagnostic.ts";
import type { Project } from "./project.ts";
import type { ContainerOptions } from "./spec.ts";
import { controllerOf } from "./workload-kind.ts";

const KNATIVE = "serving.knative.dev";
const KEDA = "keda.sh";

/** What containers ask for and the zone has nothing for. Paths lead into the spec. */
export function checkCapabilities({ zone, containers }: Project): Diagnostic[] {
  const { name, capabilities = [] } = zone;
  return containers.flatMap(({ spec, parts }, index) => {
    if (!parts) return [];
    const path: ValuePath = ["containers", index, "options"];
    const serverless = controllerOf(spec) === "Serverless" && !capabilities.includes(KNATIVE);
    const schedule = (parts.spec.options?.scale?.schedule ?? []).length > 0 && !capabilities.includes(KEDA);
    return [
      ...(serverless ? [noKnative(name, [...path, "workload"])] : []),
      ...(schedule ? [noKeda(name, [...path, ...scalePath(spec.options ?? {}, name), "schedule"])] : []),
    ];
  });
}

/** Where the autoscaler of the zone is written. */
function scalePath({ zones }: ContainerOptions, zone: string): ValuePath {
  const here = zones && Object.hasOwn(zones, zone) ? zones[zone] : undefined;
  return here?.scale ? ["zones", zone, "scale"] : ["scale"];
}

function noKnative(zone: string, path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "zone-cannot",
    message: `zone "${zone}" has no Knative, which runs serverless containers`,
    path,
    got: '"serverless"',
    fix: "leave it out, which keeps one running, or ask whoever runs the zone for Knative Serving",
  };
}

function noKeda(zone: string, path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "zone-cannot",
    message: `zone "${zone}" has no KEDA, which scales by time`,
    path,
    fix: "leave it out and scale by load, or ask whoever runs the zone for KEDA",
  };
}
