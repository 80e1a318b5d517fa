import type { ValuePath } from "../constructs/diagnostic.ts";
import { LineMap, type Locator } from "./locator.ts";
import { type Language, type Token, tokenize } from "./source-tokens.ts";

/**
 * Finds values of a program's result in its source as far as their keys are written there literally: a path is followed
 * key by key through object and list literals. What is computed is located at the nearest key that is written.
 */
export function literalLocator(file: string, text: string, language: Language): Locator {
  const lines = new LineMap(file, text);
  const tokens = tokenize(text, language);
  const find = (path: ValuePath) => locate(tokens, path);
  return {
    value: (path) => lines.position(find(path).value),
    key: (path) => lines.position(find(path).key),
    character: (path) => lines.position(find(path).value),
  };
}

/** Offsets of a part of a text; `end` is the first one after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a value stands that is written literally at a path; undefined when it is computed or not there. */
export function literalSpan(text: string, language: Language, path: ValuePath): Span | undefined {
  const tokens = tokenize(text, language);
  const { range, exact } = locate(tokens, path);
  const [first, last] = [tokens[range.from], tokens[range.to - 1]];
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

/** Tokens from index `from` up to, not including, `to`. */
interface Range {
  readonly from: number;
  readonly to: number;
}

function locate(tokens: readonly Token[], path: ValuePath): Place {
  const whole: Range = { from: 0, to: tokens.length };
  let place: Place = { key: 0, value: 0, range: whole, exact: true };
  for (const step of path) {
    const { range } = place;
    const next = typeof step === "number" ? element(tokens, range, step) : property(tokens, range, step, whole);
    if (next) {
      const key = tokens[next.key] as Token;
      const value = tokens[next.range.from] ?? key;
      place = { key: key.start, value: value.start, range: next.range, exact: place.exact };
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

function property(tokens: readonly Token[], range: Range, name: string, whole: Range): Found | undefined {
  const here = keysIn(tokens, range, name);
  // A value that is a name stands elsewhere: taken only when that is beyond doubt.
  const found = here.length > 0 ? here : range === whole ? [] : onlyOne(keysIn(tokens, whole, name));
  const key = found.toSorted((a, b) => a.depth - b.depth || a.key - b.key)[0];
  return key && { key: key.key, range: valueRange(tokens, key.value, range.to > key.key ? range.to : whole.to) };
}

interface Key {
  readonly key: number;
  /** Index of the first token of the value. */
  readonly value: number;
  readonly depth: number;
}

function keysIn(tokens: readonly Token[], { from, to }: Range, name: string): Key[] {
  const found: Key[] = [];
  let depth = 0;
  for (let index = from; index < to; index++) {
    const token = tokens[index] as Token;
    depth += depthChange(token);
    if (token.kind === "mark" || token.text !== name) continue;
    const value = afterColon(tokens, index + 1);
    if (value !== undefined && isMark(tokens[index - 1], "{", ",", "[")) found.push({ key: index, value, depth });
  }
  return found;
}

/** Index after `:`, `::`, `+:` and the like; of the key itself for the shorthand `{ name }`. */
function afterColon(tokens: readonly Token[], index: number): number | undefined {
  if (isMark(tokens[index], ",", "}")) return index - 1;
  let at = index;
  if (isMark(tokens[at], "]")) at++;
  if (isMark(tokens[at], "+")) at++;
  if (!isMark(tokens[at], ":")) return undefined;
  while (isMark(tokens[at], ":")) at++;
  return at;
}

function element(tokens: readonly Token[], { from, to }: Range, index: number): Found | undefined {
  if (!isMark(tokens[from], "[")) return undefined;
  let start = from + 1;
  for (let passed = 0; passed < index; passed++) {
    start = valueRange(tokens, start, to).to + 1;
    if (start >= to) return undefined;
  }
  const range = valueRange(tokens, start, to);
  return range.from < range.to ? { key: range.from, range } : undefined;
}

/** From a value's first token to the comma or bracket that ends it. */
function valueRange(tokens: readonly Token[], from: number, to: number): Range {
  let depth = 0;
  for (let index = from; index < to; index++) {
    const token = tokens[index] as Token;
    const change = depthChange(token);
    if (depth === 0 && (change < 0 || isMark(token, ",", ";"))) return { from, to: index };
    depth += change;
  }
  return { from, to };
}

function depthChange(token: Token): number {
  if (isMark(token, "{", "[", "(")) return 1;
  return isMark(token, "}", "]", ")") ? -1 : 0;
}

function isMark(token: Token | undefined, ...marks: readonly string[]): boolean {
  return token?.kind === "mark" && marks.includes(token.text);
}

function onlyOne<T>(list: readonly T[]): readonly T[] {
  return list.length === 1 ? list : [];
}
