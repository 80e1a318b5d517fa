import type { Manifest } from "./manifest.ts";

/** Kinds in the order in which they are applied: what others need comes first. */
const ORDER: readonly (readonly string[])[] = [
  ["Namespace"],
  ["ResourceQuota"],
  ["LimitRange"],
  ["NetworkPolicy", "CiliumNetworkPolicy"],
  ["ServiceAccount"],
  ["Role"],
  ["RoleBinding"],
  ["CustomResourceDefinition"],
  ["Secret", "ConfigMap"],
  ["PersistentVolumeClaim"],
  ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Pod"],
  ["PodDisruptionBudget", "HorizontalPodAutoscaler"],
  ["Service", "EndpointSlice"],
  ["Ingress"],
];

const RANK: ReadonlyMap<string, number> = new Map(ORDER.flatMap((kinds, rank) => kinds.map((kind) => [kind, rank])));

/** A custom resource may be what workloads wait for, so it goes with them. */
const CUSTOM_RANK = RANK.get("Deployment") as number;

/** In the order of application; among equals as they came. */
export function inApplyOrder<T extends { readonly manifest: Manifest }>(objects: readonly T[]): T[] {
  return objects.toSorted((one, other) => rank(one.manifest) - rank(other.manifest));
}

function rank({ kind }: Manifest): number {
  return RANK.get(kind) ?? CUSTOM_RANK;
}
