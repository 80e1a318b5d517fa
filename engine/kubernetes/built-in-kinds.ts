import type { ApiKind } from "../zone-client.ts";

/** Kinds that every supported cluster serves in this version (Kubernetes 1.25 and later), as `plural` by kind. */
const NAMESPACED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  v1: {
    ConfigMap: "configmaps",
    Event: "events",
    LimitRange: "limitranges",
    PersistentVolumeClaim: "persistentvolumeclaims",
    Pod: "pods",
    ResourceQuota: "resourcequotas",
    Secret: "secrets",
    Service: "services",
    ServiceAccount: "serviceaccounts",
  },
  "apps/v1": {
    DaemonSet: "daemonsets",
    Deployment: "deployments",
    ReplicaSet: "replicasets",
    StatefulSet: "statefulsets",
  },
  "autoscaling/v2": { HorizontalPodAutoscaler: "horizontalpodautoscalers" },
  "batch/v1": { CronJob: "cronjobs", Job: "jobs" },
  "networking.k8s.io/v1": { Ingress: "ingresses", NetworkPolicy: "networkpolicies" },
  "policy/v1": { PodDisruptionBudget: "poddisruptionbudgets" },
  "rbac.authorization.k8s.io/v1": { Role: "roles", RoleBinding: "rolebindings" },
};

const OF_THE_CLUSTER: typeof NAMESPACED = {
  v1: { Namespace: "namespaces", PersistentVolume: "persistentvolumes" },
  "apiextensions.k8s.io/v1": { CustomResourceDefinition: "customresourcedefinitions" },
  "rbac.authorization.k8s.io/v1": { ClusterRole: "clusterroles", ClusterRoleBinding: "clusterrolebindings" },
};

/** By `group/Kind`. Spares the request by which a zone is asked what it serves, which nothing else waits for then. */
export const BUILT_IN_KINDS: ReadonlyMap<string, ApiKind> = new Map([
  ...entries(NAMESPACED, true),
  ...entries(OF_THE_CLUSTER, false),
]);

/** A kind that is known to be in the table. */
export function builtInKind(key: string): ApiKind {
  const kind = BUILT_IN_KINDS.get(key);
  if (!kind) throw new Error(`${key} is no built-in kind`);
  return kind;
}

function entries(table: typeof NAMESPACED, namespaced: boolean): [string, ApiKind][] {
  return Object.entries(table).flatMap(([apiVersion, kinds]) => {
    const slash = apiVersion.indexOf("/");
    const group = slash < 0 ? "" : apiVersion.slice(0, slash);
    const version = apiVersion.slice(slash + 1);
    return Object.entries(kinds).map(([kind, plural]): [string, ApiKind] => [
      `${group}/${kind}`,
      { group, version, kind, plural, namespaced },
    ]);
  });
}
