import type { LiveObject } from "../zone-client.ts";
import { conditionsOf } from "./conditions.ts";
import type { WorkloadProgress } from "./workload-progress.ts";

/** What an autoscaler does with a workload, or why it does nothing; undefined when there is none. */
export function scalingDetail(
  { ready, desired, complete }: WorkloadProgress,
  autoscaler: LiveObject | undefined,
): string | undefined {
  if (!autoscaler) return undefined;
  const { maxReplicas } = (autoscaler.spec ?? {}) as { readonly maxReplicas?: number };
  const stands = `${ready} of ${desired}${complete ? "" : " ready"}`;
  const blind = conditionsOf(autoscaler).find(
    ({ type, status, reason }) => type === "ScalingActive" && status === "False" && reason !== "ScalingDisabled",
  );
  if (!blind) return `${stands}, scales to ${maxReplicas}`;
  return `${stands}, does not scale: ${whyBlind(blind.message ?? blind.reason ?? "")}`;
}

/** What the autoscaler says of its metrics, without the names of API groups that it tried. */
function whyBlind(message: string): string {
  const resource = /unable to get metrics for resource (\w+): .*metrics API/.exec(message)?.[1];
  return resource ? `the zone does not measure ${resource}` : message.slice(0, 200);
}
