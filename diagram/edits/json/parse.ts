import { createScanner } from "jsonc-parser";
import { EditError } from "../edit-error.ts";
import { DEEPEST } from "../limits.ts";
import type { Chunk, Composite, Document, Item, Node } from "./concrete-syntax.ts";
import { lineEndLength } from "./trivia.ts";

/** `SyntaxKind` of jsonc-parser, a const enum that erasable TypeScript cannot import as a value. */
export const KIND = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  trivia: 15,
  end: 17,
} as const;

interface Token {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** Reads JSON with comments and trailing commas so that it can be written again byte for byte. */
export function parseDocument(text: string): Document {
  return new Parser(text, true).document();
}

/** Of a text that an edit writes. */
export function parseWritten(text: string): Node {
  return new Parser(text, false).document().root;
}

class Parser {
  readonly #text: string;
  readonly #original: boolean;
  readonly #scanner;
  #token: Token;
  /** Where the token before the current one ended. */
  #passed: number;

  constructor(text: string, original: boolean) {
    this.#text = text;
    this.#original = original;
    this.#scanner = createScanner(text, false);
    this.#passed = text.startsWith("\uFEFF") ? 1 : 0;
    this.#scanner.setPosition(this.#passed);
    this.#token = this.#scan();
  }

  document(): Document {
    const before = this.#chunk(0, this.#token.start);
    const root = this.#node(0);
    if (this.#token.kind !== KIND.end) throw this.#wrong();
    return { before, root, after: this.#chunk(this.#passed, this.#text.length) };
  }

  #node(depth: number): Node {
    if (depth > DEEPEST) throw new EditError("too-deep", `the definition is nested more than ${DEEPEST} deep`);
    const { kind, value } = this.#token;
    if (kind === KIND.openBrace) return this.#composite("object", KIND.closeBrace, depth);
    if (kind === KIND.openBracket) return this.#composite("list", KIND.closeBracket, depth);
    if (kind === KIND.string) return { kind: "scalar", chunk: this.#take(), value };
    if (kind === KIND.number) return { kind: "scalar", chunk: this.#take(), value: Number(value) };
    if (kind === KIND.true || kind === KIND.false) {
      return { kind: "scalar", chunk: this.#take(), value: kind === KIND.true };
    }
    if (kind === KIND.null) return { kind: "scalar", chunk: this.#take(), value: null };
    throw this.#wrong();
  }

  #composite(kind: Composite["kind"], end: number, depth: number): Composite {
    const open = this.#take();
    const items: Item[] = [];
    let from = this.#passed;
    while (this.#token.kind !== end) {
      if (items.length > 0 && !items.at(-1)?.comma) throw this.#wrong();
      const lead = this.#chunks(from, this.#token.start);
      const key = kind === "object" ? this.#key() : {};
      const item: Item = { lead, ...key, node: this.#node(depth + 1), gap: [], comma: undefined, trail: [] };
      from = this.#passed;
      if (this.#token.kind === KIND.comma) {
        item.gap = this.#chunks(from, this.#token.start);
        item.comma = this.#take();
        from = this.#passed;
      }
      const trail = this.#lineEnd(from, this.#token.start, this.#token.kind === end);
      item.trail = this.#chunks(from, trail);
      from = trail;
      items.push(item);
    }
    const tail = this.#chunks(from, this.#token.start);
    return { kind, open, items, tail, close: this.#take() };
  }

  #key(): Required<Pick<Item, "key" | "colon">> {
    const name = this.#token.value;
    const key = { chunk: this.#expect(KIND.string), name };
    const from = this.#passed;
    this.#expect(KIND.colon);
    return { key, colon: this.#chunk(from, this.#token.start) };
  }

  /** End of the comments that belong to what stands before them: those after which the line, or the list, ends. */
  #lineEnd(from: number, to: number, last: boolean): number {
    const trivia = this.#text.slice(from, to);
    const length = lineEndLength(trivia);
    return length === trivia.length && !last ? from : from + length;
  }

  #expect(kind: number): Chunk {
    if (this.#token.kind !== kind) throw this.#wrong();
    return this.#take();
  }

  #take(): Chunk {
    const { start, end } = this.#token;
    this.#passed = end;
    this.#token = this.#scan();
    return this.#chunk(start, end);
  }

  #scan(): Token {
    for (;;) {
      const kind = this.#scanner.scan() as number;
      if (this.#scanner.getTokenError() !== 0) throw this.#wrong(this.#scanner.getTokenOffset());
      if (kind >= KIND.lineComment && kind <= KIND.trivia) continue;
      const start = this.#scanner.getTokenOffset();
      return { kind, start, end: start + this.#scanner.getTokenLength(), value: this.#scanner.getTokenValue() };
    }
  }

  #chunk(from: number, to: number): Chunk {
    return { text: this.#text.slice(from, to), ...(this.#original && { at: from }) };
  }

  #chunks(from: number, to: number): Chunk[] {
    return from === to ? [] : [this.#chunk(from, to)];
  }

  #wrong(offset = this.#token.start): EditError {
    const line = this.#text.slice(0, offset).split("\n").length;
    return new EditError("syntax", `the definition is not JSON in line ${line}`, "correct it in the code first");
  }
}
