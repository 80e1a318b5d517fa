import type { ContainerSpec } from "./spec.ts";
import { controllerOf, isSelfManaged, workloadOf } from "./workload-kind.ts";

/** Default of `workload.maximum`. */
export const MOST_SERVERLESS = 10;

/** How many pods of a container there are, at rest and at most. */
export interface PodCount {
  /** Without load: what is wanted, the minimum of an autoscaler, what a job runs at once, one of a daemon. */
  readonly least: number;
  /** With all the load there may be. Of a daemon one, since nobody here knows how many nodes there are. */
  readonly most: number;
}

/** Counts the pods of a container whose per-zone options are merged already. */
export function podCount(container: ContainerSpec): PodCount {
  const { replicas = 1, scale } = container.options ?? {};
  const workload = workloadOf(container);
  if (isSelfManaged(container)) return fixed(replicas);
  switch (controllerOf(container)) {
    case "Deployment":
    case "StatefulSet":
      if (!scale) return fixed(replicas);
      return { least: scale.minimum ?? 1, most: Math.max(scale.maximum, scale.minimum ?? 1) };
    case "DaemonSet":
      return fixed(1);
    case "Serverless":
      return { least: workload.minimum ?? 0, most: workload.maximum ?? MOST_SERVERLESS };
    default: {
      const atOnce = Math.min(workload.parallelism ?? 1, workload.completions ?? 1);
      return workload.suspended ? { least: 0, most: atOnce } : fixed(atOnce);
    }
  }
}

function fixed(count: number): PodCount {
  return { least: count, most: count };
}
