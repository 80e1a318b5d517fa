import { type Language, type Token, tokenize } from "./source-tokens.ts";

/** The brackets and keys of a program, found once so that any number of values can be looked up. */
export interface Outline {
  readonly tokens: readonly Token[];
  /** Index of the bracket that closes the one at an index. */
  readonly closing: ReadonlyMap<number, number>;
  /** Keys of object literals by name, in the order of the source. */
  readonly keys: ReadonlyMap<string, readonly Key[]>;
}

/** `name: value` of an object literal; indices of tokens. */
export interface Key {
  readonly index: number;
  /** First token of the value; the key itself in the shorthand `{ name }`. */
  readonly value: number;
  readonly depth: number;
}

/** Tokens from index `from` up to, not including, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export function outline(text: string, language: Language): Outline {
  const tokens = tokenize(text, language);
  const closing = new Map<number, number>();
  const keys = new Map<string, Key[]>();
  const open: number[] = [];
  tokens.forEach((token, index) => {
    if (isOpening(token)) open.push(index);
    else if (isClosing(token)) closing.set(open.pop() ?? -1, index);
    else if (token.kind !== "mark") {
      const value = startsKey(tokens[index - 1]) ? valueAfter(tokens, index) : undefined;
      if (value === undefined) return;
      const same = keys.get(token.text);
      const key = { index, value, depth: open.length };
      if (same) same.push(key);
      else keys.set(token.text, [key]);
    }
  });
  return { tokens, closing, keys };
}

/** From a value's first token to the comma, semicolon or bracket that ends it. */
export function valueRange({ tokens, closing }: Outline, from: number): Range {
  let index = from;
  for (let token = tokens[index]; token && !endsValue(token); token = tokens[index]) {
    index = (isOpening(token) ? (closing.get(index) ?? tokens.length) : index) + 1;
  }
  return { from, to: Math.min(index, tokens.length) };
}

/** Index after `:`, `::`, `+:` and the like. */
function valueAfter(tokens: readonly Token[], key: number): number | undefined {
  const next = tokens[key + 1];
  if (isMark(next, ",") || isMark(next, "}")) return key;
  let at = key + 1;
  if (isMark(tokens[at], "]")) at++;
  if (isMark(tokens[at], "+")) at++;
  if (!isMark(tokens[at], ":")) return undefined;
  while (isMark(tokens[at], ":")) at++;
  return at;
}

function startsKey(token: Token | undefined): boolean {
  return isMark(token, "{") || isMark(token, ",") || isMark(token, "[");
}

function endsValue(token: Token): boolean {
  return isClosing(token) || isMark(token, ",") || isMark(token, ";");
}

function isOpening(token: Token): boolean {
  return isMark(token, "{") || isMark(token, "[") || isMark(token, "(");
}

function isClosing(token: Token): boolean {
  return isMark(token, "}") || isMark(token, "]") || isMark(token, ")");
}

function isMark(token: Token | undefined, mark: string): boolean {
  return token?.kind === "mark" && token.text === mark;
}
