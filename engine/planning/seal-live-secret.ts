import type { Manifest } from "../../constructs/manifest.ts";
import { SECRET_REFERENCE, secretReference } from "../../constructs/secret-reference.ts";
import { revealedData, type SecretData } from "../reveal.ts";
import { type SealedValues, sealInline } from "../seal.ts";
import type { SecretKey } from "../secret-key.ts";
import type { LiveObject } from "../zone-client.ts";

export function isSecret({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">): boolean {
  return apiVersion === "v1" && kind === "Secret";
}

/** A sealed Secret in the one shape in which desired and live ones are compared: sealed texts in `data`. */
export function mergedSecret(sealed: Manifest): Manifest {
  const { stringData, data, ...rest } = sealed;
  return { ...rest, data: { ...(data as object), ...(stringData as object) } } as unknown as Manifest;
}

/**
 * A live Secret with sealed texts in place of its values, which go no further than here. A value that is the wanted one
 * becomes the text of the manifest; another one becomes a reference with its own hash.
 */
export function sealLiveSecret(
  live: LiveObject,
  wanted: Manifest | undefined,
  values: SealedValues,
  key: SecretKey,
): LiveObject {
  const wantedTexts = wanted ? (mergedSecret(wanted).data as Readonly<Record<string, string>>) : {};
  const wantedValues = wanted ? revealedData(wanted as SecretData, values) : new Map<string, string>();
  const sealed = Object.entries((live.data ?? {}) as Readonly<Record<string, string>>).map(([field, base64]) => {
    const text = wantedTexts[field];
    if (text !== undefined && wantedValues.get(field) === base64) return [field, text];
    return [field, sealOther(field, base64, text, key)];
  });
  return { ...withoutCopies(live), data: Object.fromEntries(sealed) };
}

function sealOther(field: string, base64: string, wanted: string | undefined, key: SecretKey): string {
  const value = Buffer.from(base64, "base64").toString("utf8");
  const [reference] = wanted?.matchAll(SECRET_REFERENCE) ?? [];
  const [whole, name, encodings] = reference ?? [];
  return name && whole === wanted
    ? secretReference(name, key.hash(name, value), encodings)
    : sealInline(field, value, key);
}

/** `kubectl apply` copies the whole Secret into an annotation. */
function withoutCopies(live: LiveObject): LiveObject {
  const { "kubectl.kubernetes.io/last-applied-configuration": _copy, ...annotations } = live.metadata.annotations ?? {};
  return { ...live, metadata: { ...live.metadata, annotations } };
}
