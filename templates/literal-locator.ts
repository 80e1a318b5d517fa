import type { ValuePath } from "../constructs/diagnostic.ts";
import { LineMap, type Locator } from "./locator.ts";
import { type Key, type Outline, outline, type Range, valueRange } from "./source-outline.ts";
import type { Language } from "./source-tokens.ts";

/**
 * Finds values of a program's result in its source as far as their keys are written there literally: a path is followed
 * key by key through object and list literals. What is computed is located at the nearest key that is written.
 */
export function literalLocator(file: string, text: string, language: Language): Locator {
  const lines = new LineMap(file, text);
  const source = outline(text, language);
  return {
    value: (path) => lines.position(locate(source, path).value),
    key: (path) => lines.position(locate(source, path).key),
    character: (path) => lines.position(locate(source, path).value),
  };
}

/** Offsets of a part of a text; `end` is the first one after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a value stands that is written literally at a path; undefined when it is computed or not there. */
export function literalSpan(text: string, language: Language, path: ValuePath): Span | undefined {
  const source = outline(text, language);
  const { range, exact } = locate(source, path);
  const [first, last] = [source.tokens[range.from], source.tokens[range.to - 1]];
  return exact && first && last ? { start: first.start, end: last.end } : undefined;
}

interface Place {
  /** Offsets. */
  readonly key: number;
  readonly value: number;
  readonly range: Range;
  /** Whether every step of the path was found. */
  readonly exact: boolean;
}

function locate(source: Outline, path: ValuePath): Place {
  let place: Place = { key: 0, value: 0, range: { from: 0, to: source.tokens.length }, exact: true };
  for (const step of path) {
    const next = typeof step === "number" ? element(source, place.range, step) : property(source, place.range, step);
    if (next) {
      const key = source.tokens[next.key]?.start ?? 0;
      const value = source.tokens[next.range.from]?.start ?? key;
      place = { key, value, range: next.range, exact: place.exact };
      continue;
    }
    place = { ...place, exact: false };
    // An element that is computed may still hold the keys that follow.
    if (typeof step === "string") break;
  }
  return place;
}

interface Found {
  /** Index of the token that names it. */
  readonly key: number;
  readonly range: Range;
}

function property(source: Outline, range: Range, name: string): Found | undefined {
  const all = source.keys.get(name) ?? [];
  const key = shallowest(all, range) ?? (all.length === 1 ? all[0] : undefined);
  return key && { key: key.index, range: valueRange(source, key.value) };
}

/** Outside of its range a key is taken only when there is no other: a value that is a name stands elsewhere. */
function shallowest(keys: readonly Key[], { from, to }: Range): Key | undefined {
  let best: Key | undefined;
  for (const key of keys) {
    if (key.index < from || key.index >= to) continue;
    if (!best || key.depth < best.depth) best = key;
  }
  return best;
}

function element(source: Outline, { from, to }: Range, index: number): Found | undefined {
  if (source.tokens[from]?.text !== "[") return undefined;
  let start = from + 1;
  for (let passed = 0; passed < index; passed++) {
    start = valueRange(source, start).to + 1;
    if (start >= to) return undefined;
  }
  const range = valueRange(source, start);
  return range.from < range.to ? { key: range.from, range } : undefined;
}
