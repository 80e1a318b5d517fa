import { isJsonObject, sameValue } from "../same-value.ts";
import type { Json } from "../spec-edit.ts";

/** Whether every part of a value is as it was at first, or as it is at last. */
export function isBetween(first: Json | undefined, value: Json | undefined, last: Json | undefined): boolean {
  if (isSame(first, value) || isSame(last, value)) return true;
  if (isJsonObject(first) && isJsonObject(value) && isJsonObject(last)) {
    const keys = new Set([first, value, last].flatMap((one) => Object.keys(one)));
    return [...keys].every((key) => isBetween(ownOf(first, key), ownOf(value, key), ownOf(last, key)));
  }
  if (!Array.isArray(first) || !Array.isArray(value) || !Array.isArray(last)) return false;
  const isAlike = first.length === value.length && value.length === last.length;
  return isAlike && value.every((one, index) => isBetween(first[index], one, last[index]));
}

function ownOf(object: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return sameValue(one, other);
}
