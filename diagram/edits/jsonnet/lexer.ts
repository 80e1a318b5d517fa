/** A token of Jsonnet; offsets are those of the text. Comments and white space are what stands between tokens. */
export interface Token {
  readonly kind: "name" | "number" | "text" | "mark" | "end";
  /** As written; of a text its value. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Written as a `|||` block. */
  readonly block?: boolean;
  /** What is wrong with it. */
  readonly problem?: string;
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
/** No operator is longer than `+:::` with what is taken off its end; a longer run would be looked at again and again. */
const OPERATOR = /[!$:~+\-&|^=<>*/%]{1,8}/y;
const TRIVIA = /(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S])))+/y;

/** Splits a text into tokens, `most` at most; the last one has kind "end". Never throws, linear. */
export function tokenize(source: string, most = Number.POSITIVE_INFINITY): Token[] {
  const tokens: Token[] = [];
  let at = source.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    at += matchAt(TRIVIA, source, at).length;
    if (at >= source.length || tokens.length >= most) break;
    const token = tokenAt(source, at);
    tokens.push(token);
    at = token.to;
  }
  tokens.push({ kind: "end", text: "", from: at, to: at });
  return tokens;
}

function tokenAt(source: string, from: number): Token {
  const first = source[from] as string;
  const name = matchAt(NAME, source, from);
  if (name) return { kind: "name", text: name, from, to: from + name.length };
  const number = matchAt(NUMBER, source, from);
  if (number) return { kind: "number", text: number, from, to: from + number.length };
  if (first === '"' || first === "'") return quoted(source, from, first);
  if (first === "@" && /["']/.test(source[from + 1] ?? "")) return verbatim(source, from);
  if (source.startsWith("|||", from)) return textBlock(source, from);
  const operator = operatorAt(source, from);
  return { kind: "mark", text: operator || first, from, to: from + (operator.length || 1) };
}

/** The longest run of operator characters that the specification takes for one operator. */
function operatorAt(source: string, from: number): string {
  let text = matchAt(OPERATOR, source, from);
  for (const stop of ["//", "/*", "|||"]) {
    const found = text.indexOf(stop);
    if (found > 0) text = text.slice(0, found);
  }
  while (text.length > 1 && /[+\-~!$]$/.test(text)) text = text.slice(0, -1);
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function quoted(source: string, from: number, quote: string): Token {
  const pieces: string[] = [];
  let at = from + 1;
  let start = at;
  for (; at < source.length && source[at] !== quote; at++) {
    if (source[at] !== "\\") continue;
    pieces.push(source.slice(start, at));
    const next = source[at + 1] ?? "";
    if (next === "u") {
      const code = Number.parseInt(source.slice(at + 2, at + 6), 16);
      pieces.push(Number.isNaN(code) ? "" : String.fromCharCode(code));
      at += 5;
    } else {
      pieces.push(ESCAPES[next] ?? next);
      at += 1;
    }
    start = at + 1;
  }
  const closed = at < source.length;
  const text = pieces.join("") + source.slice(start, Math.min(at, source.length));
  return { kind: "text", text, from, to: Math.min(at + 1, source.length), ...(!closed && { problem: NOT_CLOSED }) };
}

const NOT_CLOSED = "this text is not closed";

function verbatim(source: string, from: number): Token {
  const quote = source[from + 1] as string;
  let at = from + 2;
  for (; at < source.length; at++) {
    if (source[at] !== quote) continue;
    if (source[at + 1] !== quote) break;
    at++;
  }
  const text = source.slice(from + 2, Math.min(at, source.length)).replaceAll(quote + quote, quote);
  const closed = at < source.length;
  return { kind: "text", text, from, to: Math.min(at + 1, source.length), ...(!closed && { problem: NOT_CLOSED }) };
}

/** `|||`, lines indented as the first one or empty, then a less indented line that starts with `|||`. */
function textBlock(source: string, from: number): Token {
  const head = matchAt(/\|\|\|-?[ \t]*\r?\n/y, source, from);
  const broken: Token = { kind: "text", text: "", from, to: from + 3, problem: "a text block starts on its own line" };
  if (!head) return broken;
  const chomp = source[from + 3] === "-";
  const lines: string[] = [];
  let at = from + head.length;
  let indent: string | undefined;
  while (at < source.length) {
    const end = source.indexOf("\n", at);
    const line = source.slice(at, end < 0 ? source.length : end);
    const bare = line.trimStart();
    indent ??= bare === "" ? undefined : line.slice(0, line.length - bare.length);
    if (indent === "") return broken;
    if (indent !== undefined && line.startsWith(indent)) lines.push(line.slice(indent.length));
    else if (line === "" || line === "\r") lines.push("");
    else if (bare.startsWith("|||")) {
      const text = lines.map((one) => `${one}\n`).join("");
      const to = at + line.length - bare.length + 3;
      return { kind: "text", text: chomp ? text.replace(/\n$/, "") : text, from, to, block: true };
    } else break;
    at = end < 0 ? source.length : end + 1;
  }
  return { ...broken, to: Math.min(at, source.length), problem: NOT_CLOSED };
}

function matchAt(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? "";
}
