import type { ContainerParts } from "../container-parts.ts";
import { fiveFields } from "../cron.ts";
import type { Scale } from "../spec.ts";
import { behavior, scaleTarget } from "./autoscaler.ts";

/** Kind of KEDA, which makes an autoscaler of its own from it (keda.sh, "ScaledObject specification"). */
export const SCALED_OBJECT = { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject" } as const;

interface Trigger {
  readonly type: "cron" | "cpu" | "memory";
  readonly metricType?: "Utilization";
  readonly metadata: Readonly<Record<string, string>>;
}

/** What decides by time, and by load where that is asked for too, how many of a container run. */
export function scaledObjectSpec(parts: ContainerParts, scale: Scale): Readonly<Record<string, unknown>> {
  const { minimum = 1, maximum, cpu, memory, schedule = [] } = scale;
  return {
    scaleTargetRef: scaleTarget(parts),
    minReplicaCount: minimum,
    maxReplicaCount: maximum,
    advanced: { horizontalPodAutoscalerConfig: { behavior: behavior(scale) } },
    triggers: [
      ...schedule.map(atTimes),
      ...(cpu === undefined ? [] : [byLoad("cpu", cpu)]),
      ...(memory === undefined ? [] : [byLoad("memory", memory)]),
    ],
  };
}

function atTimes({ from, to, replicas, timeZone = "Etc/UTC" }: NonNullable<Scale["schedule"]>[number]): Trigger {
  const metadata = {
    timezone: timeZone,
    start: fiveFields(from),
    end: fiveFields(to),
    desiredReplicas: String(replicas),
  };
  return { type: "cron", metadata };
}

function byLoad(type: "cpu" | "memory", percent: number): Trigger {
  return { type, metricType: "Utilization", metadata: { value: String(percent) } };
}
