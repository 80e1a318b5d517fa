import type { Expression } from "../tracing/expression.ts";
import type { Token } from "./lexer.ts";

export interface SyntaxProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

/** More are not told. */
const MOST_PROBLEMS = 20;

type OwnParts<Of extends Expression, Kind> = Of extends unknown
  ? Kind extends Of["kind"]
    ? Omit<Of, "kind" | "from" | "to" | "foreign">
    : never
  : never;

/**
 * A place in a row of tokens, what was wrong before it, and the expressions that are made of what was read. The parts of the
 * grammar are functions that are given one, and ask it for the expressions inside of them.
 */
export abstract class Reader {
  readonly problems: SyntaxProblem[] = [];
  readonly #tokens: readonly Token[];
  readonly #foreign: boolean;
  #at = 0;

  constructor(tokens: readonly Token[], foreign: boolean) {
    this.#tokens = tokens;
    this.#foreign = foreign;
  }

  abstract expression(): Expression;

  /** Index of the token that is read next: where it stays the same, nothing was read. */
  get at(): number {
    return this.#at;
  }

  get now(): Token {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)] as Token;
  }

  /** Where the last token that was read ends. */
  get before(): number {
    return this.#at === 0 ? 0 : (this.#tokens[this.#at - 1] as Token).to;
  }

  next(): Token {
    const token = this.now;
    if (token.kind !== "end") this.#at++;
    if (token.problem) this.complain(token.problem, token);
    return token;
  }

  is(text: string): boolean {
    const { kind, text: written } = this.now;
    return (kind === "mark" || kind === "name") && written === text;
  }

  /** Whether it stood here, and is read now. */
  take(text: string): boolean {
    const taken = this.is(text);
    if (taken) this.next();
    return taken;
  }

  /** Takes what must stand here, or complains. */
  demand(text: string): void {
    if (!this.take(text)) this.complain(`${JSON.stringify(text)} is missing here`);
  }

  complain(message: string, { from, to }: { from: number; to: number } = this.now): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ message, from, to });
  }

  made<Kind extends Expression["kind"]>(from: number, kind: Kind, rest: OwnParts<Expression, Kind>): Expression {
    const foreign = this.#foreign ? { foreign: true } : {};
    return { kind, from, to: Math.max(from, this.before), ...foreign, ...rest } as unknown as Expression;
  }

  /** Stands where an expression is missing. */
  hole(what: string): Expression {
    return this.made(this.now.from, "opaque", { what, parts: [] });
  }

  name(what: string): Expression {
    const { kind, text, from } = this.now;
    if (kind !== "name") {
      this.complain(`the name of ${what} is missing here`);
      return this.hole("a missing name");
    }
    this.next();
    return this.made(from, "literal", { value: text });
  }

  literal(value: string | number | boolean | null, block?: boolean): Expression {
    const { from } = this.next();
    return this.made(from, "literal", { value, ...(block && { block }) });
  }

  /** The name of an argument that is written with one: `name = …`. */
  takeArgumentName(): string | undefined {
    const { kind, text } = this.now;
    const after = this.#tokens[this.#at + 1];
    if (kind !== "name" || after?.kind !== "mark" || after.text !== "=") return undefined;
    this.#at += 2;
    return text;
  }

  skipAll(): void {
    this.#at = this.#tokens.length - 1;
  }
}
