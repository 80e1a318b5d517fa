import type { Manifest } from "../../constructs/manifest.ts";
import { selects, type Workload, workloadsIn } from "./workloads.ts";

interface Around {
  readonly manifests: readonly Manifest[];
  readonly workloads: readonly Workload[];
}

/** A check of one object among the others of its project. */
type ObjectCheck = (manifest: Manifest, around: Around) => string | undefined;

const OUTSIDE_NAMESPACES: ReadonlySet<string> = new Set(["Namespace"]);

const spec = (manifest: Manifest) => (manifest.spec ?? {}) as Readonly<Record<string, unknown>>;

const CHECKS: Readonly<Record<string, ObjectCheck>> = {
  "use-namespace": ({ kind, metadata }) =>
    metadata.namespace || OUTSIDE_NAMESPACES.has(kind) ? undefined : "no namespace",
  "dangling-service": (manifest, { workloads }) =>
    manifest.kind !== "Service" ||
    workloads.some(({ labels }) => selects({ matchLabels: spec(manifest).selector }, labels))
      ? undefined
      : "selects no pod",
  "dangling-networkpolicy": (manifest, { workloads }) =>
    manifest.kind !== "NetworkPolicy" || workloads.some(({ labels }) => selects(spec(manifest).podSelector, labels))
      ? undefined
      : "selects no pod",
  "dangling-ingress": (manifest, { manifests }) => {
    if (manifest.kind !== "Ingress") return undefined;
    const services = manifests.filter(({ kind }) => kind === "Service").map(({ metadata }) => metadata.name);
    const wanted = [...JSON.stringify(manifest.spec).matchAll(/"service":\{"name":"([^"]+)"/g)].map(([, name]) => name);
    return wanted.length > 0 && wanted.every((name) => services.includes(name as string))
      ? undefined
      : "leads to no service";
  },
  "dangling-horizontalpodautoscaler": (manifest, { workloads }) => {
    if (manifest.kind !== "HorizontalPodAutoscaler") return undefined;
    const { kind, name } = spec(manifest).scaleTargetRef as { kind: string; name: string };
    const found = workloads.some(({ manifest: one }) => one.kind === kind && one.metadata.name === name);
    return found ? undefined : "scales nothing";
  },
  "mismatching-selector": (manifest, { workloads }) => {
    const workload = workloads.find((one) => one.manifest === manifest);
    const selector = spec(manifest).selector;
    return !workload || !selector || selects(selector, workload.labels) ? undefined : "does not select its own pods";
  },
  "non-existent-service-account": (manifest, { manifests, workloads }) => {
    const name = workloads.find((one) => one.manifest === manifest)?.pod.serviceAccountName;
    const accounts = manifests.filter(({ kind }) => kind === "ServiceAccount").map(({ metadata }) => metadata.name);
    return name === undefined || accounts.includes(name) ? undefined : `no service account ${name}`;
  },
  "access-to-secrets": (manifest, { workloads }) => {
    const pod = workloads.find((one) => one.manifest === manifest)?.pod;
    return !pod || pod.automountServiceAccountToken === false ? undefined : "mounts a token for the cluster";
  },
  "no-anti-affinity": (manifest, { workloads }) => {
    const workload = workloads.find((one) => one.manifest === manifest && one.isServer && one.replicas > 1);
    return !workload || workload.pod.topologySpreadConstraints || workload.pod.affinity
      ? undefined
      : "all replicas may stand on one node";
  },
  "deployment-has-poddisruptionbudget": (manifest, { manifests, workloads }) => {
    const workload = workloads.find((one) => one.manifest === manifest && one.isServer && one.replicas > 1);
    const budgets = manifests.filter(({ kind }) => kind === "PodDisruptionBudget");
    return !workload || budgets.some((budget) => selects(spec(budget).selector, workload.labels))
      ? undefined
      : "several replicas without a disruption budget";
  },
  "cronjob-has-deadline": (manifest) =>
    manifest.kind !== "CronJob" || spec(manifest).startingDeadlineSeconds ? undefined : "no deadline for its start",
  "deployment-targeted-by-hpa-does-not-have-replicas-configured": (manifest, { manifests }) => {
    const isScaled = manifests.some(
      (one) =>
        one.kind === "HorizontalPodAutoscaler" &&
        (spec(one).scaleTargetRef as { name: string }).name === manifest.metadata.name,
    );
    return manifest.kind === "Deployment" && isScaled && spec(manifest).replicas !== undefined
      ? "a number of replicas beside its autoscaler"
      : undefined;
  },
};

export function checkObjects(manifests: readonly Manifest[]): { check: string; manifest: Manifest; message: string }[] {
  const around = { manifests, workloads: workloadsIn(manifests) };
  return manifests.flatMap((manifest) =>
    Object.entries(CHECKS).flatMap(([check, find]) => {
      const message = find(manifest, around);
      return message === undefined ? [] : [{ check, manifest, message }];
    }),
  );
}

export const OBJECT_CHECKS: readonly string[] = Object.keys(CHECKS);
