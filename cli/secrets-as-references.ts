import type { Manifest } from "../constructs/manifest.ts";
import { hasSecret, secretReference } from "../constructs/secret-reference.ts";

/**
 * A manifest to be shown: what a Secret of the person's own holds in plain text, or as base64, stands as a reference by its
 * key, as the secrets of the project do already.
 */
export function secretsAsReferences(manifest: Manifest): Manifest {
  if (manifest.kind !== "Secret" || manifest.apiVersion !== "v1") return manifest;
  const shown: Record<string, unknown> = { ...manifest };
  for (const field of ["data", "stringData"]) {
    const values = manifest[field];
    if (typeof values !== "object" || values === null) continue;
    shown[field] = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, referenceTo(key, value)]));
  }
  return shown as Manifest;
}

function referenceTo(key: string, value: unknown): unknown {
  if (typeof value === "string" && hasSecret(value)) return value;
  return secretReference(/^[A-Za-z_]/.test(key) ? key : `_${key}`);
}
