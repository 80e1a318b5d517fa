/**
 * Invariant 5: a secret stands in specs, trees, manifests, plans and Pulumi state as a reference, never as its value.
 *
 * - open:   `⟦secret:NAME⟧`       made by evaluation and by `secret("NAME")` in TypeScript
 * - sealed: `⟦secret:NAME#HASH⟧`  made by the engine just before planning; HASH is a keyed hash of the value, so that a
 *                                 changed value is a changed manifest
 *
 * The provider replaces sealed references in a Secret's `stringData` by values at the moment of applying.
 */
const NAME = "[A-Za-z_][A-Za-z0-9_.-]{0,127}";

/** Finds open and sealed references; groups: name, hash. */
export const SECRET_REFERENCE = new RegExp(`⟦secret:(${NAME})(?:#([0-9a-f]{16}))?⟧`, "gu");

export function secretReference(name: string, hash?: string): string {
  return hash === undefined ? `⟦secret:${name}⟧` : `⟦secret:${name}#${hash}⟧`;
}

/** Names of the secrets a text refers to, in order of first use. */
export function secretNames(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(SECRET_REFERENCE), (match) => match[1] as string))];
}

export function hasSecret(text: string): boolean {
  return text.includes("⟦secret:");
}
