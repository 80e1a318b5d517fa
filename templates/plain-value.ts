import type { Diagnostic, ValuePath } from "../constructs/diagnostic.ts";
import { SECRET_REFERENCE } from "../constructs/secret-reference.ts";
import { LIMIT } from "./limits.ts";

/**
 * What no definition may hold, in whatever format it was written: nesting past the limit, and references to secrets
 * other than the definition's own.
 *
 * @param secrets names of secrets that references may stand for; none in JSON, where a person writes `$name`
 */
export function findForbidden(value: unknown, secrets: ReadonlySet<string>): Diagnostic[] {
  const found: Diagnostic[] = [];
  visit(value, [], secrets, found);
  return found;
}

function visit(value: unknown, path: ValuePath, secrets: ReadonlySet<string>, found: Diagnostic[]): void {
  if (path.length > LIMIT.depth) {
    found.push({
      severity: "error",
      code: "too-deep",
      message: `objects and lists stand more than ${LIMIT.depth} deep`,
      path,
    });
    return;
  }
  if (typeof value === "string") checkText(value, path, secrets, found);
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      visit(item, [...path, index], secrets, found);
    });
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    checkText(key, [...path, key], new Set(), found);
    visit(inner, [...path, key], secrets, found);
  }
}

export const RESERVED_TEXT: Diagnostic = {
  severity: "error",
  code: "reserved-text",
  message: "⟦secret: is how Espalier marks a secret inside, so it cannot stand in a definition",
  fix: "declare a secret variable and write its $name",
};

function checkText(text: string, path: ValuePath, secrets: ReadonlySet<string>, found: Diagnostic[]): void {
  if (!holdsForeignReference(text, secrets)) return;
  found.push({ ...RESERVED_TEXT, path });
}

/** Whether a text holds a mark of a secret that is none of `secrets`, or a sealed or broken one. */
export function holdsForeignReference(text: string, secrets: ReadonlySet<string>): boolean {
  if (!text.includes("⟦secret:")) return false;
  const rest = text.replace(SECRET_REFERENCE, (reference, name: string, _encodings: string, hash?: string) =>
    hash === undefined && secrets.has(name) ? "" : reference,
  );
  return rest.includes("⟦secret:");
}

/** The value under keys of objects inside one another; undefined where one is not there. */
export function memberOf(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}
