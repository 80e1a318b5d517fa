import type { Manifest } from "../../constructs/manifest.ts";
import { CAPABILITIES, SYSCTLS } from "../../constructs/spec.ts";

/**
 * What no manifest of ours may ever hold, whatever a definition or a file of another tool asks for; empty when there is
 * nothing of the kind. The Pod Security standard `baseline` (kubernetes.io, Pod Security Standards), and beyond it: no
 * token for the cluster, no object that gives rights, no object outside the project's namespace.
 */
export function unsafeIn(manifests: readonly Manifest[]): string[] {
  return manifests.flatMap((manifest) => {
    const name = `${manifest.kind} ${manifest.metadata.name}`;
    const pods = podsIn(manifest).flatMap(unsafeInPod);
    return [...unsafeKind(manifest), ...unsafeAnnotations(manifest), ...pods].map((finding) => `${name}: ${finding}`);
  });
}

type Fields = Readonly<Record<string, unknown>>;

/** Kinds that a tree of ours is made of. A person's own constructs may add others, an importer may not. */
const KINDS: ReadonlySet<string> = new Set([
  "ConfigMap",
  "CronJob",
  "DaemonSet",
  "Deployment",
  "HorizontalPodAutoscaler",
  "Ingress",
  "Job",
  "LimitRange",
  "Namespace",
  "NetworkPolicy",
  "CiliumNetworkPolicy",
  "PersistentVolumeClaim",
  "PodDisruptionBudget",
  "ResourceQuota",
  "ScaledObject",
  "Secret",
  "Service",
  "ServiceAccount",
  "StatefulSet",
]);

function unsafeKind(manifest: Manifest): string[] {
  const { apiVersion, kind, metadata } = manifest;
  const spec = fields(manifest.spec);
  return [
    ...(KINDS.has(kind) ? [] : [`kind ${apiVersion}/${kind}`]),
    ...(kind !== "Namespace" && metadata.namespace === undefined ? ["stands outside of a namespace"] : []),
    ...(kind === "ServiceAccount" && manifest.automountServiceAccountToken !== false ? ["gives out a token"] : []),
    ...(kind === "Secret" && manifest.type === "kubernetes.io/service-account-token" ? ["holds a token"] : []),
    ...(kind === "Service" && spec.externalIPs !== undefined ? ["external addresses"] : []),
    ...(kind === "Service" && spec.externalName !== undefined ? ["an external name"] : []),
    ...(kind === "Namespace" && metadata.labels?.["pod-security.kubernetes.io/enforce"] === "privileged"
      ? ["lets privileged pods in"]
      : []),
  ];
}

/** Ingress controllers put the text of some annotations into their own configuration. */
function unsafeAnnotations({ metadata }: Manifest): string[] {
  const names = Object.keys(metadata.annotations ?? {});
  return names.filter((name) => /snippet|auth-url|lua/.test(name)).map((name) => `annotation ${name}`);
}

/** Every pod spec in a manifest, at any depth: whatever holds a list of containers. */
function podsIn(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(podsIn);
  if (typeof value !== "object" || value === null) return [];
  const here = Array.isArray((value as Fields).containers) ? [value as Fields] : [];
  return [...here, ...Object.values(value).flatMap(podsIn)];
}

function unsafeInPod(pod: Fields): string[] {
  const containers = ["containers", "initContainers", "ephemeralContainers"].flatMap((key) => list(pod[key]));
  const context = fields(pod.securityContext);
  return [
    ...["hostNetwork", "hostPID", "hostIPC"].filter((key) => pod[key] === true),
    ...(pod.automountServiceAccountToken === false ? [] : ["mounts a token"]),
    ...list(pod.volumes).flatMap(unsafeVolume),
    ...list(context.sysctls).flatMap(({ name }) => ((SYSCTLS as readonly unknown[]).includes(name) ? [] : [`${name}`])),
    ...unsafeProfiles(context),
    ...containers.flatMap((container) =>
      unsafeInContainer(container).map((finding) => `${container.name}: ${finding}`),
    ),
  ];
}

function unsafeInContainer(container: Fields): string[] {
  const context = fields(container.securityContext);
  const added = fields(context.capabilities).add ?? [];
  const allowed: readonly unknown[] = CAPABILITIES;
  return [
    ...(context.privileged === true ? ["privileged"] : []),
    ...(context.procMount !== undefined && context.procMount !== "Default" ? ["unmasked /proc"] : []),
    ...(added as unknown[]).filter((one) => !allowed.includes(one)).map((one) => `capability ${one}`),
    ...list(container.ports).flatMap(({ hostPort }) => (hostPort ? [`host port ${hostPort}`] : [])),
    ...(container.volumeDevices === undefined ? [] : ["a device"]),
    ...unsafeProfiles(context),
  ];
}

/** Volumes of the project and what is made for the pod alone. A projected token is for somebody else than the cluster. */
const VOLUMES = ["configMap", "secret", "emptyDir", "persistentVolumeClaim", "projected", "downwardAPI"];

function unsafeVolume(volume: Fields): string[] {
  const sources = Object.keys(volume).filter((key) => key !== "name");
  const tokens = list(fields(volume.projected).sources).flatMap(({ serviceAccountToken: token }) =>
    token === undefined ? [] : [fields(token)],
  );
  return [
    ...sources.filter((source) => !VOLUMES.includes(source)).map((source) => `volume ${source}`),
    ...tokens.filter(({ audience }) => !audience || /kubernetes/.test(String(audience))).map(() => "mounts a token"),
  ];
}

function unsafeProfiles(context: Fields): string[] {
  return ["seccompProfile", "appArmorProfile", "seLinuxOptions", "windowsOptions"].flatMap((key) => {
    const type = fields(context[key]).type;
    const isUsual = context[key] === undefined || type === "RuntimeDefault";
    return isUsual ? [] : [`${key} ${type ?? ""}`.trim()];
  });
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value : [];
}
