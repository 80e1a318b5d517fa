import type { Manifest } from "../constructs/manifest.ts";

/**
 * How an object is called in Pulumi's state. Both the inline program and `EspalierProject` use these names, and the
 * types are those of `@pulumi/kubernetes`, so a state made by one is understood by the other.
 */

/** `kubernetes:apps/v1:Deployment`; the core group is written out: `kubernetes:core/v1:Namespace`. */
export function resourceType({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">): string {
  return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/** Readable, and unique within a type: `Deployment:shop/web`, `Namespace:shop`. */
export function resourceName({ kind, metadata }: Pick<Manifest, "kind" | "metadata">): string {
  return metadata.namespace ? `${kind}:${metadata.namespace}/${metadata.name}` : `${kind}:${metadata.name}`;
}

/**
 * The name of a project in Pulumi, in which a dot stands for `_`: no name of ours has one. Pulumi's PostgreSQL backend takes
 * `_` for any character, and `a_b` would find the lock of `axb` and stop.
 */
export function stackProject(name: string): string {
  return name.replaceAll("_", ".");
}

export function stackUrn(project: string, stack: string): string {
  return `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
}

/** The URN of an object registered directly below the stack: the stack's own type is left out of it. */
export function resourceUrn(project: string, stack: string, manifest: Manifest): string {
  return `urn:pulumi:${stack}::${project}::${resourceType(manifest)}::${resourceName(manifest)}`;
}
