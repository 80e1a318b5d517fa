import { type Token, tokenize } from "../../../../diagram/edits/jsonnet/lexer.ts";

/** What stands in the tokens for what is being written. No name can be read so. */
export const CURSOR = "\0cursor";

export interface Cursor {
  readonly asks: "key" | "value" | "field";
  /** The text with what is being written made whole. */
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
  readonly quote?: "'" | '"';
  /** What is written here by now. */
  readonly written: string;
  /** Of a key, or of the name of an argument. */
  readonly hasValue: boolean;
}

/** A text with more tokens is not looked through: at every key that would be felt. */
const MOST_TOKENS = 60_000;

/**
 * The tokens of a text with a place in it; undefined where nothing can be written that has a meaning, as in comments. The
 * text around the place is hardly ever whole while somebody writes: what is missing for it to be read is put in.
 */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const { tokens, index, own } = tokensAround(text, offset);
  if (tokens.length > MOST_TOKENS || own?.block) return undefined;
  const before = tokens.slice(0, index);
  const after = tokens.slice(own ? index + 1 : index);
  const last = before.at(-1);
  const next = after[0] as Token;
  if (!own && isInComment(text.slice(last?.to ?? 0, offset))) return undefined;
  const from = own?.from ?? offset;
  const to = own?.to ?? offset;
  const found = asked(before, text.slice(last?.to ?? 0, from).includes("\n"));
  if (!found) return undefined;
  const { asks, isOutside, lacksComma } = found;
  const mark = (kind: Token["kind"], written: string): Token => ({ kind, text: written, from, to });
  const name = mark("name", CURSOR);
  const comma = mark("mark", ",");
  const breaks = text.slice(to, next.from).includes("\n");
  const quote = own?.kind === "text" ? /["']/.exec(text.slice(from, from + 2))?.[0] : undefined;
  const rest = { from, to, ...(quote && { quote: quote as "'" | '"' }), written: own?.text ?? "" };
  const start = lacksComma ? [...before, comma] : before;
  if (asks === "key") {
    if (next.text === "=" && next.kind === "mark") return undefined;
    const hasValue = next.kind === "mark" && (/^\+?:{1,3}$/.test(next.text) || next.text === "(");
    const value = hasValue ? [] : [mark("mark", ":"), mark("name", "null"), ...(isEnd(next) ? [] : [comma])];
    return { ...rest, asks, hasValue, tokens: [...start, name, ...value, ...after] };
  }
  const isNext = startsAnother(next, breaks);
  const end = !isNext ? [] : isOutside ? (breaks ? [mark("mark", ";")] : []) : [comma];
  const hasValue = next.kind === "mark" && next.text === "=";
  return { ...rest, asks, hasValue, tokens: [...start, name, ...end, ...after] };
}

/** The tokens, which of them stands at the offset or, if there is none, follows it. */
function tokensAround(text: string, offset: number): { tokens: Token[]; index: number; own: Token | undefined } {
  const tokens = tokenize(text, MOST_TOKENS + 1);
  const index = indexAt(tokens, offset);
  const own = tokens[index] as Token;
  if (own.from > offset || own.kind === "mark" || own.kind === "end") return { tokens, index, own: undefined };
  const line = text.indexOf("\n", offset);
  const lineEnd = line < 0 ? text.length : line;
  const isCut = own.kind === "text" && !own.block && own.from < offset && (own.problem || own.to > lineEnd);
  if (!isCut) return { tokens, index, own };
  // A quote that nobody has closed yet takes everything up to the next one with it.
  const from = own.from;
  const written = /^[^,;)\]}\r\n]*/.exec(text.slice(from, lineEnd))?.[0] ?? "";
  const to = Math.max(offset, from + written.trimEnd().length);
  const tail = tokenize(text.slice(to), Math.max(0, MOST_TOKENS + 1 - index));
  const moved = tail.map((token) => ({ ...token, from: token.from + to, to: token.to + to }));
  const cut: Token = { kind: "text", text: text.slice(from + 1, to), from, to };
  return { tokens: [...tokens.slice(0, index), cut, ...moved], index, own: cut };
}

/** The first token that ends behind an offset, or one that may be gone on with and ends there. */
function indexAt(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { to, kind, problem } = tokens[middle] as Token;
    const goesOn = kind === "name" || kind === "number" || (kind === "text" && problem !== undefined);
    if (to > offset || (to === offset && goesOn)) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Asked {
  readonly asks: Cursor["asks"];
  /** Not within any brackets. */
  readonly isOutside: boolean;
  readonly lacksComma: boolean;
}

const CLOSES: Readonly<Record<string, string>> = { "}": "{", "]": "[", ")": "(" };
/** After these words a value follows; after the others, a name that is made there. */
const BEFORE_VALUES = new Set(["then", "else", "in", "if", "error", "assert"]);
const BEFORE_NAMES = new Set(["local", "for", "function", "import", "importstr", "importbin"]);

/** What comes next after tokens. `isNewLine`: it stands on a line of its own. */
function asked(before: readonly Token[], isNewLine: boolean): Asked | undefined {
  const open = openBrackets(before).at(-1);
  const last = before.at(-1);
  const found = (asks: Cursor["asks"], lacksComma = false): Asked => ({
    asks,
    isOutside: open === undefined,
    lacksComma,
  });
  if (!last) return found("value");
  const { kind, text } = last;
  if (kind === "name" && BEFORE_NAMES.has(text)) return undefined;
  if (kind === "name" && BEFORE_VALUES.has(text)) return found("value");
  if (kind === "mark" && text === ".") return found("field");
  const isMember = kind === "mark" && (text === "{" || (text === "," && open === "{"));
  if (isMember) return found("key");
  if (kind === "mark" && text === "," && open === undefined) return undefined;
  if (kind === "mark" && !(text in CLOSES) && text !== "$") return found("value");
  // Something whole stands before it.
  if (!isNewLine || open === undefined) return undefined;
  return found(open === "{" ? "key" : "value", true);
}

function openBrackets(tokens: readonly Token[]): string[] {
  const open: string[] = [];
  const counts: Record<string, number> = { "{": 0, "[": 0, "(": 0 };
  for (const { kind, text } of tokens) {
    if (kind !== "mark") continue;
    if (text in counts) {
      open.push(text);
      counts[text] = (counts[text] as number) + 1;
    }
    const opening = CLOSES[text];
    if (opening === undefined || counts[opening] === 0) continue;
    // What was left open inside of a bracket ends with it.
    for (let closed: string | undefined; closed !== opening; ) {
      closed = open.pop() as string;
      counts[closed] = (counts[closed] as number) - 1;
    }
  }
  return open;
}

function isEnd({ kind, text }: Token): boolean {
  return kind === "end" || (kind === "mark" && [",", "}", "]", ")", ";"].includes(text));
}

const GO_ON = new Set(["for", "if", "then", "else", "in", "tailstrict"]);

/** Whether a token belongs to what comes after a value. */
function startsAnother({ kind, text }: Token, mayBeBracket: boolean): boolean {
  if (kind === "name") return !GO_ON.has(text);
  return kind === "text" || kind === "number" || (mayBeBracket && kind === "mark" && ["{", "[", "("].includes(text));
}

/** Whether what stands between tokens ends within a comment. */
function isInComment(trivia: string): boolean {
  const comment = /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))/g;
  for (const { 0: found, index } of trivia.matchAll(comment)) {
    const isOpen = found.startsWith("/*") ? !(found.endsWith("*/") && found.length > 3) : true;
    if (isOpen && index + found.length === trivia.length) return true;
  }
  return false;
}
