import type { Diagnostic } from "../diagnostic.ts";

/** What a person's own object may not do. Its construct is named by whoever tells it. */
export function refused(message: string, fix: string): Diagnostic {
  return { severity: "error", code: "refused-object", message, fix };
}

export type Fields = Readonly<Record<string, unknown>>;

/** A value as an object; empty when it is none. */
export function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

/** A value as a list of objects; empty when it is none. */
export function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

/** A value as a list of texts; empty when it is none. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
