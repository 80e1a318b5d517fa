import { EditError } from "./edit-error.ts";
import { DEEPEST } from "./limits.ts";
import type { Json } from "./spec-edit.ts";

type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Equal as JSON: the order of keys makes no difference. */
export function sameValue(one: Json, other: Json): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((part, index) => sameValue(part, other[index] as Json));
  }
  if (isJsonObject(one) && isJsonObject(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && sameValue(one[key] as Json, other[key] as Json))
    );
  }
  return one === other;
}

/** Throws `EditError` for what JSON cannot hold, and for what is nested too deep. */
export function assertJson(value: unknown, depth = 0): asserts value is Json {
  if (depth > DEEPEST) throw new EditError("too-deep", `a value is nested at most ${DEEPEST} deep`);
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    // By index: every() passes over holes.
    for (let index = 0; index < value.length; index++) assertJson(value[index], depth + 1);
    return;
  }
  if (isJsonObject(value)) {
    for (const part of Object.values(value)) assertJson(part, depth + 1);
    return;
  }
  throw new EditError("not-json", "a value is text, a number, true, false, null, a list or an object of these");
}
