import type { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { podCount } from "../pod-count.ts";
import { controllerOf } from "../workload-kind.ts";
import { countOrShare } from "./rollout.ts";

/**
 * How many pods may be missing while nodes are emptied; undefined when nothing holds that up. By default one of several.
 * Only what can be scaled has a budget: the disruption controller knows no other number to hold it against.
 *
 * A pod that is not ready serves nobody, so it holds no node up: else a container that crashes would, until its owner
 * mends it. One of a stateful set may be the last that has the newest data, and is waited for.
 */
export function disruptionBudgetSpec({ spec, selector }: ContainerParts): k8s.PodDisruptionBudgetSpec | undefined {
  const disruption = spec.options?.disruption ?? (podCount(spec).most > 1 ? { unavailable: 1 } : false);
  if (!disruption || !["Deployment", "StatefulSet"].includes(controllerOf(spec))) return undefined;
  const { unavailable, available } = disruption;
  return {
    ...(controllerOf(spec) === "Deployment" && { unhealthyPodEvictionPolicy: "AlwaysAllow" }),
    ...(unavailable !== undefined && { maxUnavailable: countOrShare(unavailable) }),
    ...(available !== undefined && { minAvailable: countOrShare(available) }),
    selector: { matchLabels: selector },
  };
}
