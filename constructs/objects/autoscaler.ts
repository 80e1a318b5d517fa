import type { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import type { Scale } from "../spec.ts";
import { controllerOf } from "../workload-kind.ts";
import { quantity } from "./resources.ts";

/** Percent of the promised cpu that is aimed at when nothing else is. */
const CPU = 75;

/** Default of Kubernetes, written out: server-side apply would leave another one behind. */
const SETTLE = 300;

type Metric = NonNullable<Scale["metrics"]>[number];

/** What decides by load how many of a container run. */
export function autoscalerSpec(parts: ContainerParts, scale: Scale): k8s.HorizontalPodAutoscalerSpecV2 {
  const { minimum = 1, maximum, memory, metrics = [] } = scale;
  const cpu = scale.cpu ?? (memory === undefined && metrics.length === 0 ? CPU : undefined);
  return {
    scaleTargetRef: scaleTarget(parts),
    minReplicas: minimum,
    maxReplicas: maximum,
    metrics: [
      ...(cpu === undefined ? [] : [usage("cpu", cpu)]),
      ...(memory === undefined ? [] : [usage("memory", memory)]),
      ...metrics.map(ownMetric),
    ],
    behavior: behavior(scale),
  };
}

export function scaleTarget({ name, spec }: ContainerParts): k8s.CrossVersionObjectReferenceV2 {
  return { apiVersion: "apps/v1", kind: controllerOf(spec), name };
}

export function behavior({ settle = SETTLE }: Scale): k8s.HorizontalPodAutoscalerBehaviorV2 {
  return { scaleDown: { stabilizationWindowSeconds: settle } };
}

function usage(resource: "cpu" | "memory", percent: number): k8s.MetricSpecV2 {
  return {
    type: "Resource",
    resource: { name: resource, target: { type: "Utilization", averageUtilization: percent } },
  };
}

function ownMetric({ name, source = "pods", target, labels }: Metric): k8s.MetricSpecV2 {
  const metric = { name, ...(labels && Object.keys(labels).length > 0 && { selector: { matchLabels: labels } }) };
  const aimed = { metric, target: { type: "AverageValue", averageValue: quantity(target) } };
  return source === "pods" ? { type: "Pods", pods: aimed } : { type: "External", external: aimed };
}
