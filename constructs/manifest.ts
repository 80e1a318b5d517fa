/** One Kubernetes object of a tree, as plain JSON. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata;
  readonly [field: string]: unknown;
}

export interface ManifestMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** Names one object within a zone: `apps/Deployment/shop/web`, `/Namespace//shop` (group/kind/namespace/name). */
export type ObjectId = string;

export function objectId(manifest: Pick<Manifest, "apiVersion" | "kind" | "metadata">): ObjectId {
  const { apiVersion, kind, metadata } = manifest;
  const slash = apiVersion.indexOf("/");
  const group = slash < 0 ? "" : apiVersion.slice(0, slash);
  return `${group}/${kind}/${metadata.namespace ?? ""}/${metadata.name}`;
}

/** Labels and annotations by which a zone knows the owner of an object (DESIGN.md, invariant 4). */
export const LABEL = {
  managedBy: "app.kubernetes.io/managed-by",
  project: "espalier.dev/project",
  /** Revision at which the object last changed; stamped while deploying, never part of a plan. */
  revision: "espalier.dev/revision",
  container: "espalier.dev/container",
  /** On workloads that are not long-running: their kind, in the words of a definition. */
  workload: "espalier.dev/workload",
  /** On workloads and their pods: `low`, `normal`, `high`. */
  importance: "espalier.dev/importance",
  /** On workloads and their pods: `baseline`, `restricted`. */
  security: "espalier.dev/security",
  /** One label a tag: `tag.espalier.dev/<tag>: "true"`. */
  tagPrefix: "tag.espalier.dev/",
} as const;

export const ANNOTATION = {
  /** Construct path of the object. */
  path: "espalier.dev/path",
  /** On a pod template: the secrets it uses, so that a changed secret restarts just its users. */
  secrets: "espalier.dev/secrets",
  /** On a pod template: a hash of its environment groups, its files and its texts with secrets, for the same reason. */
  values: "espalier.dev/values",
} as const;

/** The value of `app.kubernetes.io/managed-by`, and the field manager of every server-side apply. */
export const MANAGER = "espalier";
