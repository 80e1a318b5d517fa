import { createHash } from "node:crypto";
import { LABEL, type Manifest } from "../../constructs/manifest.ts";
import { isSecret, mergedSecret } from "./seal-live-secret.ts";

/** Annotation that holds the hash of the sealed manifest as it was applied last; stamped while writing, never in a plan. */
export const APPLIED_ANNOTATION = "espalier.dev/applied";

/** Labels and annotations that are stamped while writing. */
export const IGNORED_LABELS: ReadonlySet<string> = new Set([APPLIED_ANNOTATION, LABEL.revision]);

/** 16 hexadecimal digits over a sealed manifest, independent of the order of its fields and of the revision. */
export function manifestHash(manifest: Manifest): string {
  return createHash("sha256")
    .update(canonical(withoutRevision(isSecret(manifest) ? mergedSecret(manifest) : manifest)))
    .digest("hex")
    .slice(0, 16);
}

/** The manifest as it is written: with its hash and the revision that changed it. */
export function stampManifest(manifest: Manifest, revision: number): Manifest {
  const { labels, annotations } = manifest.metadata;
  const metadata = {
    ...manifest.metadata,
    labels: { ...labels, [LABEL.revision]: String(revision) },
    annotations: { ...annotations, [APPLIED_ANNOTATION]: manifestHash(manifest) },
  };
  return { ...manifest, metadata };
}

function withoutRevision(manifest: Manifest): Manifest {
  const { [LABEL.revision]: _revision, ...labels } = manifest.metadata.labels ?? {};
  return { ...manifest, metadata: { ...manifest.metadata, labels } };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value).filter(([, field]) => field !== undefined && field !== null);
  const sorted = fields.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join()}}`;
}
