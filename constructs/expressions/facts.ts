import { k8s } from "cdk8s-plus-33";

/** What is known of a pod when it runs (Kubernetes, "Downward API"). */
export interface Fact {
  /** `pod.ip`, `limits.memory`, `pod.labels['x']` */
  readonly name: string;
  readonly source: { readonly field: string } | { readonly resource: string };
}

const FIELDS: Readonly<Record<string, string>> = {
  "pod.name": "metadata.name",
  "pod.namespace": "metadata.namespace",
  "pod.uid": "metadata.uid",
  "pod.ip": "status.podIP",
  "node.name": "spec.nodeName",
  "node.ip": "status.hostIP",
};

const AMOUNTS = ["cpu", "memory", "storage"] as const;
const RESOURCES = new Map(
  ["limits", "requests"].flatMap((side) =>
    AMOUNTS.map((what) => [`${side}.${what}`, `${side}.${what === "storage" ? "ephemeral-storage" : what}`]),
  ),
);

/** All that files can hold of these: they are written again when labels change, but know no addresses. */
const FILE_FIELDS: Readonly<Record<string, string>> = {
  labels: "metadata.labels",
  annotations: "metadata.annotations",
  "pod.labels": "metadata.labels",
  "pod.annotations": "metadata.annotations",
  "pod.name": "metadata.name",
  "pod.namespace": "metadata.namespace",
  "pod.uid": "metadata.uid",
};

const MEMBER = /^pod\.(labels|annotations)\[(?:'([^']{1,317})'|"([^"]{1,317})")\]$/;
const MEMBER_KEY = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/;

/** First steps of the names of facts. */
export const FACT_OWNERS = ["pod", "node", "limits", "requests"] as const;

export const FACT_NAMES: readonly string[] = [...Object.keys(FIELDS), ...RESOURCES.keys(), "pod.labels['NAME']"];

export const FILE_FACT_NAMES: readonly string[] = [
  ...Object.keys(FILE_FIELDS),
  ...RESOURCES.keys(),
  "pod.labels['NAME']",
];

export function factOf(name: string): Fact | undefined {
  return knownIn(FIELDS, name);
}

/** A fact that a file can hold. */
export function fileFactOf(name: string): Fact | undefined {
  return knownIn(FILE_FIELDS, name);
}

/** Defaults are written out: server-side apply would leave them behind when a plain value takes the place. */
export function variableSource({ source }: Fact): k8s.EnvVarSource {
  return "field" in source
    ? { fieldRef: { apiVersion: "v1", fieldPath: source.field } }
    : { resourceFieldRef: { resource: source.resource, divisor: k8s.Quantity.fromString("1") } };
}

export function fileSource({ source }: Fact, path: string, containerName: string): k8s.DownwardApiVolumeFile {
  return "field" in source
    ? { path, fieldRef: { apiVersion: "v1", fieldPath: source.field } }
    : {
        path,
        resourceFieldRef: { containerName, resource: source.resource, divisor: k8s.Quantity.fromString("1") },
      };
}

function knownIn(fields: Readonly<Record<string, string>>, name: string): Fact | undefined {
  if (Object.hasOwn(fields, name)) return { name, source: { field: fields[name] as string } };
  const resource = RESOURCES.get(name);
  if (resource !== undefined) return { name, source: { resource } };
  const [, kind, single, double] = MEMBER.exec(name) ?? [];
  const key = single ?? double ?? "";
  if (!MEMBER_KEY.test(key)) return undefined;
  return { name: `pod.${kind}['${key}']`, source: { field: `metadata.${kind}['${key}']` } };
}
