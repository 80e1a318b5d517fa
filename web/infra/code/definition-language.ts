import { LanguageSupport, StreamLanguage, type StreamParser, type StringStream } from "@codemirror/language";
import type { SessionFormat } from "../session/session.ts";

interface LexerState {
  /** Open brackets. */
  depth: number;
  /** What goes on over the end of a line. */
  inside: "comment" | "block" | string | undefined;
}

const KEYWORDS = new Set(
  "assert else error false for function if import importstr in local null self super tailstrict then true".split(" "),
);
const ATOMS = new Set(["true", "false", "null"]);

/** JSON with comments and Jsonnet, as far as colours, brackets and indentation need them: no more is read of a text. */
export function definitionLanguage(format: SessionFormat): LanguageSupport {
  return new LanguageSupport(StreamLanguage.define(parserOf(format)));
}

function parserOf(format: SessionFormat): StreamParser<LexerState> {
  return {
    name: format,
    startState: () => ({ depth: 0, inside: undefined }),
    copyState: (state) => ({ ...state }),
    token: (stream, state) => token(stream, state, format),
    indent: ({ depth }, textAfter, context) =>
      Math.max(0, depth - (/^\s*[}\])]/.test(textAfter) ? 1 : 0)) * context.unit,
    languageData: {
      commentTokens: { line: "//", block: { open: "/*", close: "*/" } },
      closeBrackets: { brackets: format === "json" ? ["{", "[", '"'] : ["{", "[", "(", '"', "'"] },
      indentOnInput: /^\s*[}\])]$/,
    },
  };
}

function token(stream: StringStream, state: LexerState, format: SessionFormat): string | null {
  if (state.inside) return goOn(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match("//") || (format === "jsonnet" && stream.match("#"))) {
    stream.skipToEnd();
    return "lineComment";
  }
  if (stream.match("/*")) return goOn(stream, Object.assign(state, { inside: "comment" }));
  if (format === "jsonnet" && stream.match(/^\|\|\|-?/)) {
    state.inside = "block";
    stream.skipToEnd();
    return "string";
  }
  if (format === "jsonnet" && stream.match(/^@["']/))
    return untilQuote(stream, state, stream.current()[1] as string, false);
  const next = stream.next() as string;
  if (next === '"' || (format === "jsonnet" && next === "'")) return untilQuote(stream, state, next, true);
  if ("{[(".includes(next)) state.depth++;
  if ("}])".includes(next)) state.depth = Math.max(0, state.depth - 1);
  if ("{}[]()".includes(next)) return "bracket";
  if (/[\d-]/.test(next) && stream.match(/^[\d.eE+-]*/) && /\d/.test(stream.current())) return "number";
  if (/[A-Za-z_]/.test(next)) {
    stream.match(/^\w*/);
    const word = stream.current();
    if (ATOMS.has(word)) return "atom";
    if (format === "jsonnet" && KEYWORDS.has(word)) return "keyword";
    return format === "jsonnet" && stream.match(/^\s*:/, false) ? "propertyName" : "variableName";
  }
  return "punctuation";
}

function untilQuote(stream: StringStream, state: LexerState, quote: string, escapes: boolean): string {
  for (let next = stream.next(); next !== undefined; next = stream.next()) {
    if (next === "\\" && escapes) stream.next();
    else if (next === quote) return stream.match(/^\s*:(?!:)/, false) ? "propertyName" : "string";
  }
  // Strings of Jsonnet go on over lines; in JSON that is a mistake of its line alone.
  if (quote === "'") state.inside = quote;
  return "string";
}

function goOn(stream: StringStream, state: LexerState): string {
  if (state.inside === "comment") {
    if (stream.skipTo("*/")) {
      stream.match("*/");
      state.inside = undefined;
    } else stream.skipToEnd();
    return "blockComment";
  }
  if (state.inside === "block") {
    if (stream.match(/^\s*\|\|\|/)) state.inside = undefined;
    else stream.skipToEnd();
    return "string";
  }
  const quote = state.inside as string;
  state.inside = undefined;
  return untilQuote(stream, state, quote, true);
}
