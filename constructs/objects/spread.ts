import type { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { lookUp } from "../look-up.ts";
import { podCount } from "../pod-count.ts";
import { controllerOf } from "../workload-kind.ts";

/** Labels of nodes by the words that stand for them (kubernetes.io, "Well-Known Labels"). */
const LABELS: Readonly<Record<string, string>> = {
  nodes: "kubernetes.io/hostname",
  areas: "topology.kubernetes.io/zone",
};

/** By default several are spread over nodes, as far as that goes. */
export function spreadConstraints({ spec, selector }: ContainerParts): k8s.TopologySpreadConstraint[] {
  const several = podCount(spec).most > 1 && controllerOf(spec) !== "DaemonSet";
  const spread = spec.options?.spread ?? (several ? [{ over: "nodes" }] : []);
  return (spread || []).map(({ over, skew = 1, required }) => ({
    maxSkew: skew,
    topologyKey: topologyLabel(over),
    whenUnsatisfiable: required ? "DoNotSchedule" : "ScheduleAnyway",
    labelSelector: { matchLabels: selector },
  }));
}

export function topologyLabel(over: string): string {
  return lookUp(LABELS, over) ?? over;
}
