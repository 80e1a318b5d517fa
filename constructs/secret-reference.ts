/**
 * Invariant 5: a secret stands in specs, trees, manifests, plans and Pulumi state as a reference, never as its value.
 *
 * - open:    `⟦secret:NAME⟧`          made by evaluation and by `secret("NAME")` in TypeScript
 * - encoded: `⟦secret:NAME|url⟧`      the value as a part of a URL; `|json` as a part of a JSON text, `|base64`; several
 *                                     in a row apply in turn
 * - sealed:  `⟦secret:NAME|url#HASH⟧` made by the engine just before planning; HASH is a keyed hash of the value, so that
 *                                     a changed value is a changed manifest
 *
 * The provider replaces sealed references in a Secret's `stringData` by values at the moment of applying.
 */
const NAME = "[A-Za-z_][A-Za-z0-9_.-]{0,127}";

export type SecretEncoding = "url" | "json" | "base64";

/** Finds open and sealed references; groups: name, encodings (`|url`), hash. */
export const SECRET_REFERENCE = new RegExp(
  `⟦secret:(${NAME})((?:\\|(?:url|json|base64)){0,3})(?:#([0-9a-f]{16}))?⟧`,
  "gu",
);

export function secretReference(name: string, hash?: string, encodings = ""): string {
  return `⟦secret:${name}${encodings}${hash === undefined ? "" : `#${hash}`}⟧`;
}

/** Names of the secrets a text refers to, in order of first use. */
export function secretNames(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(SECRET_REFERENCE), (match) => match[1] as string))];
}

/** The references of a text as they stand there, each once, in order of first use. */
export function secretReferences(text: string): string[] {
  return [...new Set(text.match(SECRET_REFERENCE))];
}

export function hasSecret(text: string): boolean {
  return text.includes("⟦secret:");
}

/** The text with every secret of it encoded once more. What is no secret stays as it is. */
export function encodeSecrets(text: string, encoding: SecretEncoding): string {
  return text.replace(SECRET_REFERENCE, (_, name: string, encodings: string, hash?: string) =>
    secretReference(name, hash, `${encodings}|${encoding}`),
  );
}

/** A value as its reference asks for it; `encodings` as `SECRET_REFERENCE` finds them: `|url`, `|json|base64`, nothing. */
export function encodeValue(value: string, encodings: string): string {
  return encodings
    .split("|")
    .slice(1)
    .reduce((encoded, encoding) => ENCODE[encoding as SecretEncoding](encoded), value);
}

/** The text as a part of a URL, whichever part that is: all but RFC 3986's unreserved characters escaped. */
export function urlPart(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const ENCODE: Readonly<Record<SecretEncoding, (value: string) => string>> = {
  url: urlPart,
  json: (value) => JSON.stringify(value).slice(1, -1),
  // Also in browsers, which draw trees too.
  base64: (value) => btoa(Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join("")),
};
