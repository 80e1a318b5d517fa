/**
 * A part of a text with `$NAME` and `${NAME:-default}` (Compose Specification, "Interpolation"): literal text, or a blank
 * with what stands behind its name.
 */
export type Piece = string | Blank;

export interface Blank {
  readonly name: string;
  /**
   * `:-`, `-`: default · `:?`, `?`: error message · `:+`, `+`: text that stands there when the blank has a value. With a
   * colon, an empty value counts as none.
   */
  readonly operator?: Operator;
  readonly operand: readonly Piece[];
  /** As written. */
  readonly text: string;
}

export type Operator = ":-" | "-" | ":?" | "?" | ":+" | "+";

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const OPERATOR = /:?[-?+]/y;
const DOLLAR = /\$/g;
const DOLLAR_OR_END = /[$}]/g;
const DEEPEST = 20;
/** Each blank that is not closed is read again as text: a hostile text would have that done without end. */
const MOST_FAILURES = 20;

/** Splits a text. `$$` is a dollar; so is a `$` that is not written as compose wants it, which compose would refuse. */
export function splitInterpolation(text: string): Piece[] {
  return new Splitter(text).pieces("", 0);
}

/** Names of the blanks of a text, those in operands too. */
export function blankNames(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) => (typeof piece === "string" ? [] : [piece.name, ...blankNames(piece.operand)]));
}

class Splitter {
  readonly #text: string;
  #at = 0;
  #failures = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Pieces up to `end`, which is not taken. */
  pieces(end: "" | "}", depth: number): Piece[] {
    const pieces: Piece[] = [];
    let literal = "";
    while (this.#at < this.#text.length && this.#text[this.#at] !== (end || undefined)) {
      const piece = this.#text[this.#at] === "$" ? this.#dollar(depth) : this.#characters(end);
      if (typeof piece === "string") literal += piece;
      else {
        if (literal) pieces.push(literal);
        pieces.push(piece);
        literal = "";
      }
    }
    return literal ? [...pieces, literal] : pieces;
  }

  /** Up to the next sign that may mean something here. */
  #characters(end: "" | "}"): string {
    const start = this.#at;
    const sign = end === "" ? DOLLAR : DOLLAR_OR_END;
    sign.lastIndex = start + 1;
    this.#at = sign.exec(this.#text)?.index ?? this.#text.length;
    return this.#text.slice(start, this.#at);
  }

  #dollar(depth: number): Piece {
    const start = this.#at;
    const next = this.#text[start + 1];
    if (next === "$") {
      this.#at += 2;
      return "$";
    }
    const blank = next === "{" ? this.#braced(start, depth) : this.#plain(start);
    if (blank) return blank;
    this.#failures += 1;
    this.#at = start + 1;
    return "$";
  }

  #plain(start: number): Blank | undefined {
    const name = this.#match(NAME, start + 1);
    if (!name) return undefined;
    this.#at = start + 1 + name.length;
    return { name, operand: [], text: this.#text.slice(start, this.#at) };
  }

  #braced(start: number, depth: number): Blank | undefined {
    const name = this.#match(NAME, start + 2);
    if (!name || depth > DEEPEST || this.#failures > MOST_FAILURES) return undefined;
    this.#at = start + 2 + name.length;
    const operator = this.#match(OPERATOR, this.#at) as Operator | undefined;
    this.#at += operator?.length ?? 0;
    const operand = operator ? this.pieces("}", depth + 1) : [];
    if (this.#text[this.#at] !== "}") return undefined;
    this.#at += 1;
    return { name, ...(operator && { operator }), operand, text: this.#text.slice(start, this.#at) };
  }

  #match(pattern: RegExp, at: number): string | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.#text)?.[0];
  }
}
