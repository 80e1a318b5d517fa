import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import { hintForForeignWord } from "./foreign-words.ts";
import { keysAt, placesOf } from "./spec-schema.ts";

/** An unknown key: where it belongs, how it is called here, or the nearest key there is. */
export function explainUnknownKey(parent: ValuePath, key: string): Diagnostic {
  const keys = keysAt(parent);
  return {
    severity: "error",
    code: "unknown-key",
    message: `unknown key ${JSON.stringify(key.slice(0, 60))}`,
    path: [...parent, key],
    allowed: keys.length > 0 ? keys.join(", ") : undefined,
    fix: belongsElsewhere(parent, key) ?? hint(keys, key) ?? misspelledElsewhere(parent, key),
  };
}

function hint(keys: readonly string[], key: string): string | undefined {
  return hintForForeignWord(key) ?? didYouMean(nearestName(key, keys));
}

/**
 * Suggests a level only when the key is a key of one that stands above, below or beside this one. Of several that are as
 * near, a hint may know which is meant: `cpu` is one of resources and one of what it is scaled by.
 */
function belongsElsewhere(parent: ValuePath, key: string): string | undefined {
  const here = withoutIndices(parent);
  const [place, next] = placesOf(key).toSorted((a, b) => separation(here, a) - separation(here, b));
  if (place === undefined || separation(here, place) > 2) return undefined;
  const isClear = next === undefined || separation(here, next) > separation(here, place);
  return (isClear ? undefined : hintForForeignWord(key)) ?? `it belongs ${where(here, place)}`;
}

function misspelledElsewhere(parent: ValuePath, key: string): string | undefined {
  const here = withoutIndices(parent);
  const below = keysAt(parent).flatMap((step) => keysAt([...parent, step]));
  const meant = nearestName(key, below);
  const place = meant && placesOf(meant).find((path) => separation(here, path) === 1);
  return meant && place ? `did you mean ${JSON.stringify(meant)} ${where(here, place)}?` : undefined;
}

function withoutIndices(path: ValuePath): string[] {
  return path.filter((step) => typeof step === "string");
}

/** Steps up and down from one level to another. */
function separation(from: ValuePath, to: ValuePath): number {
  const common = from.findIndex((step, index) => step !== to[index]);
  const shared = common < 0 ? Math.min(from.length, to.length) : common;
  return from.length - shared + (to.length - shared);
}

/** A place in words, as seen from here. */
function where(here: ValuePath, place: ValuePath): string {
  if (startsWith(here, place)) return `beside ${JSON.stringify(here[place.length])}`;
  return `in ${JSON.stringify((startsWith(place, here) ? place.slice(here.length) : place).join("."))}`;
}

function startsWith(path: ValuePath, start: ValuePath): boolean {
  return start.every((step, index) => step === path[index]);
}
