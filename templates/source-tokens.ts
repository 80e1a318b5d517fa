/** A name, a piece of text (without its quotes, escapes as written) or a single mark of a program's source. */
export interface Token {
  readonly kind: "name" | "text" | "mark";
  readonly text: string;
  /** Offsets in the source, with quotes. */
  readonly start: number;
  readonly end: number;
}

export type Language = "jsonnet" | "typescript";

/** Numbers and names alike: telling them apart is of no use here. */
const WORD = /[A-Za-z0-9_$]+/y;
const SPACE = /\s+/y;
const LINE_COMMENT = /[^\n]*/y;
const QUOTED: Readonly<Record<string, RegExp>> = {
  '"': /"((?:[^"\\]|\\[\s\S])*)("?)/y,
  "'": /'((?:[^'\\]|\\[\s\S])*)('?)/y,
  "`": /`((?:[^`\\]|\\[\s\S])*)(`?)/y,
};
const VERBATIM: Readonly<Record<string, RegExp>> = { '"': /@"((?:[^"]|"")*)("?)/y, "'": /@'((?:[^']|'')*)('?)/y };
/**
 * Splits a source into tokens without comments and white space. Exact for Jsonnet; for TypeScript good enough to find keys
 * (regular expressions and nested template literals are not told apart from other marks).
 */
export function tokenize(source: string, language: Language): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  const add = (kind: Token["kind"], text: string, length: number): void => {
    tokens.push({ kind, text, start: at, end: at + length });
    at += length;
  };
  while (at < source.length) {
    const skipped = match(SPACE)?.[0].length ?? commentLength(source, at, language);
    if (skipped > 0) {
      at += skipped;
      continue;
    }
    const block = language === "jsonnet" && source.startsWith("|||", at) ? textBlockLength(source, at) : 0;
    const word = match(WORD);
    const text = word ? null : match(textPattern(source, at, language));
    if (block > 0) add("text", source.slice(at + 3, at + block - 3), block);
    else if (word) add("name", word[0], word[0].length);
    else if (text) add("text", text[1] as string, text[0].length);
    else add("mark", source[at] as string, 1);
  }
  return tokens;
}

const BLOCK_START = /\|\|\|-?[ \t]*\r?\n/y;
const NOTHING = /(?!)/y;

function textPattern(source: string, at: number, language: Language): RegExp {
  const first = source[at] as string;
  if (language === "jsonnet") {
    if (first === "@") return VERBATIM[source[at + 1] ?? ""] ?? NOTHING;
    if (first === "`") return NOTHING;
  }
  return QUOTED[first] ?? NOTHING;
}

function commentLength(source: string, at: number, language: Language): number {
  if (source.startsWith("//", at) || (language === "jsonnet" && source[at] === "#")) {
    LINE_COMMENT.lastIndex = at;
    return LINE_COMMENT.exec(source)?.[0].length ?? 0;
  }
  if (!source.startsWith("/*", at)) return 0;
  const end = source.indexOf("*/", at + 2);
  return (end < 0 ? source.length : end + 2) - at;
}

/**
 * Length of a text block: `|||`, then lines indented as the first one or empty, to a line that is less indented and starts
 * with `|||` (Jsonnet specification, lexing). 0 when none starts here; all that is left when it is not closed.
 */
function textBlockLength(source: string, start: number): number {
  BLOCK_START.lastIndex = start;
  if (!BLOCK_START.test(source)) return 0;
  let at = lineEnd(source, start);
  let indent: string | undefined;
  while (at < source.length) {
    const from = at + 1;
    at = lineEnd(source, from);
    if (indent !== undefined && source.startsWith(indent, from)) continue;
    const line = source.slice(from, at);
    const text = line.trimStart();
    if (text === "") continue;
    if (indent !== undefined) return text.startsWith("|||") ? at - text.length + 3 - start : source.length - start;
    indent = line.slice(0, line.length - text.length);
    if (indent === "") return source.length - start;
  }
  return source.length - start;
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  return end < 0 ? source.length : end;
}
