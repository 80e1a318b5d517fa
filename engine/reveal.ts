import type { Manifest } from "../constructs/manifest.ts";
import { SECRET_REFERENCE } from "../constructs/secret-reference.ts";
import type { SealedValues } from "./seal.ts";

/**
 * The object to write for a sealed manifest. Secrets get their values, all of them as base64 in `data`: the API server
 * would turn `stringData` into `data` itself, but without recording that the fields are ours.
 */
export function revealManifest(manifest: Manifest, values: SealedValues): Manifest {
  if (manifest.apiVersion !== "v1" || manifest.kind !== "Secret") return manifest;
  const { stringData, data, ...rest } = manifest;
  return { ...rest, data: Object.fromEntries(revealedData({ stringData, data }, values)) } as unknown as Manifest;
}

export interface SecretData {
  readonly stringData?: unknown;
  readonly data?: unknown;
}

/** Base64 values of a sealed Secret by key. As with the API server, `stringData` wins over `data`. */
export function revealedData(secret: SecretData, values: SealedValues): Map<string, string> {
  const revealed = new Map<string, string>();
  for (const [key, text] of Object.entries(secret.data ?? {})) revealed.set(key, reveal(text, values));
  for (const [key, text] of Object.entries(secret.stringData ?? {})) {
    revealed.set(key, Buffer.from(reveal(text, values), "utf8").toString("base64"));
  }
  return revealed;
}

function reveal(text: unknown, values: SealedValues): string {
  return String(text).replace(SECRET_REFERENCE, (reference) => {
    const value = values.get(reference);
    if (value === undefined) throw new Error(`${reference} was sealed for another update; plan again`);
    return value;
  });
}
