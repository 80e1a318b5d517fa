import type { Argument, Bind, Clause, Expression, Member, Parameter } from "../tracing/expression.ts";
import { type Token, tokenize } from "./lexer.ts";

export interface SyntaxProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

export interface Parsed {
  readonly root: Expression;
  /** Empty for a text that Jsonnet can read, as far as syntax goes. */
  readonly problems: readonly SyntaxProblem[];
}

/** Expressions inside one another; what goes deeper is not followed. */
const DEEPEST = 250;

const PRECEDENCE: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ["||"],
    ["&&"],
    ["|"],
    ["^"],
    ["&"],
    ["==", "!="],
    ["<", ">", "<=", ">=", "in"],
    ["<<", ">>"],
    ["+", "-"],
    ["*", "/", "%"],
  ].flatMap((operators, index) => operators.map((operator) => [operator, index + 1])),
);

/** Words that are no names. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  "assert else error false for function if import importstr importbin in local null tailstrict then self super true".split(
    " ",
  ),
);

/** Reads a Jsonnet text, as far as it can be read. Never throws; linear. `foreign`: it is a library. */
export function parseJsonnet(text: string, foreign = false): Parsed {
  return parseTokens(tokenize(text), foreign);
}

/** The same of a text that is split already; the last token has kind "end". */
export function parseTokens(tokens: readonly Token[], foreign = false): Parsed {
  const parser = new Parser(tokens, foreign);
  const root = parser.whole();
  return { root, problems: parser.problems };
}

type OwnParts<Of extends Expression, Kind> = Of extends unknown
  ? Kind extends Of["kind"]
    ? Omit<Of, "kind" | "from" | "to" | "foreign">
    : never
  : never;

class Parser {
  readonly problems: SyntaxProblem[] = [];
  readonly #tokens: readonly Token[];
  readonly #foreign: boolean;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], foreign: boolean) {
    this.#tokens = tokens;
    this.#foreign = foreign;
  }

  whole(): Expression {
    const root = this.#expression();
    if (this.#now.kind !== "end") this.#complain("the definition ends before this");
    return root;
  }

  get #now(): Token {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)] as Token;
  }

  get #before(): number {
    return this.#at === 0 ? 0 : (this.#tokens[this.#at - 1] as Token).to;
  }

  #next(): Token {
    const token = this.#now;
    if (token.kind !== "end") this.#at++;
    if (token.problem) this.#complain(token.problem, token);
    return token;
  }

  #is(text: string): boolean {
    const { kind, text: written } = this.#now;
    return (kind === "mark" || kind === "name") && written === text;
  }

  #take(text: string): boolean {
    const taken = this.#is(text);
    if (taken) this.#next();
    return taken;
  }

  #demand(text: string): void {
    if (!this.#take(text)) this.#complain(`${JSON.stringify(text)} is missing here`);
  }

  #complain(message: string, { from, to }: { from: number; to: number } = this.#now): void {
    if (this.problems.length < 20) this.problems.push({ message, from, to });
  }

  #made<Kind extends Expression["kind"]>(from: number, kind: Kind, rest: OwnParts<Expression, Kind>): Expression {
    const foreign = this.#foreign ? { foreign: true } : {};
    return { kind, from, to: Math.max(from, this.#before), ...foreign, ...rest } as unknown as Expression;
  }

  #hole(what: string): Expression {
    return this.#made(this.#now.from, "opaque", { what, parts: [] });
  }

  #expression(least = 1): Expression {
    if (this.#depth >= DEEPEST) {
      this.#complain("this is nested too deeply");
      // Nothing after it can be told apart any more.
      this.#at = this.#tokens.length - 1;
      return this.#hole("what is nested too deeply");
    }
    this.#depth++;
    let left = this.#unary();
    for (;;) {
      const operator = this.#now.kind === "text" || this.#now.kind === "number" ? "" : this.#now.text;
      const precedence = PRECEDENCE[operator];
      if (precedence === undefined || precedence < least) break;
      this.#next();
      if (operator === "in" && this.#take("super")) {
        left = this.#made(left.from, "in-super", { key: left });
        continue;
      }
      const right = this.#expression(precedence + 1);
      left = this.#made(left.from, "binary", { operator, left, right });
    }
    this.#depth--;
    return left;
  }

  #unary(): Expression {
    const { from, text, kind } = this.#now;
    if (kind !== "mark" || !["-", "+", "!", "~"].includes(text)) return this.#postfix();
    this.#next();
    if (this.#depth >= DEEPEST) return this.#hole("what is nested too deeply");
    this.#depth++;
    const operand = this.#unary();
    this.#depth--;
    if (text === "-" && operand.kind === "literal" && typeof operand.value === "number")
      return this.#made(from, "literal", { value: -operand.value });
    return this.#made(from, "unary", { operator: text, operand });
  }

  #postfix(): Expression {
    let target = this.#primary();
    for (;;) {
      const { from } = target;
      const open = this.#now.from;
      if (this.#take(".")) {
        const key = this.#name("a field");
        target = this.#made(from, "index", { target, key });
      } else if (this.#take("[")) {
        target = this.#bracketed(from, target);
      } else if (this.#take("(")) {
        const args = this.#arguments();
        this.#take("tailstrict");
        target = this.#made(from, "call", { target, args, open });
      } else if (this.#is("{")) {
        const right = this.#braces();
        target = this.#made(from, "binary", { operator: "+", left: target, right });
      } else return target;
    }
  }

  #bracketed(from: number, target: Expression): Expression {
    const parts: Expression[] = [];
    let colons = 0;
    while (!this.#is("]") && this.#now.kind !== "end") {
      if (this.#is(":") || this.#is("::")) colons += this.#next().text.length;
      else {
        const at = this.#at;
        parts.push(this.#expression());
        if (this.#at === at) break;
      }
    }
    this.#demand("]");
    if (colons > 0) return this.#made(from, "opaque", { what: "a slice of a list", parts: [target, ...parts] });
    return this.#made(from, "index", { target, key: parts[0] ?? this.#hole("nothing") });
  }

  #name(what: string): Expression {
    const { kind, text, from } = this.#now;
    if (kind !== "name") {
      this.#complain(`the name of ${what} is missing here`);
      return this.#hole("a missing name");
    }
    this.#next();
    return this.#made(from, "literal", { value: text });
  }

  #arguments(): Argument[] {
    const args: Argument[] = [];
    while (!this.#is(")") && this.#now.kind !== "end") {
      const { from, kind, text } = this.#now;
      const before = this.#at;
      const named =
        kind === "name" && this.#tokens[this.#at + 1]?.text === "=" && this.#tokens[this.#at + 1]?.kind === "mark";
      if (named) this.#at += 2;
      const value = this.#expression();
      args.push({ from, to: value.to, value, ...(named && { name: text }) });
      if (!this.#take(",") && !this.#is(")")) {
        this.#complain('"," is missing here');
        if (this.#at === before || this.#is("]") || this.#is("}") || this.#is(";")) break;
      }
    }
    this.#demand(")");
    return args;
  }

  #primary(): Expression {
    const { kind, text, from, block } = this.#now;
    if (kind === "number") return this.#literal(Number(text));
    if (kind === "text") return this.#literal(text, block);
    if (kind === "name") return this.#word(text, from);
    if (text === "{") return this.#braces();
    if (text === "[") return this.#brackets();
    if (text === "$") {
      this.#next();
      return this.#made(from, "root", {});
    }
    if (text === "(") {
      this.#next();
      const inner = this.#expression();
      this.#demand(")");
      return this.#made(from, "group", { inner });
    }
    this.#complain(kind === "end" ? "something is missing at the end" : `${JSON.stringify(text)} cannot stand here`);
    return this.#hole("what cannot be read");
  }

  #literal(value: string | number | boolean | null, block?: boolean): Expression {
    const { from } = this.#next();
    return this.#made(from, "literal", { value, ...(block && { block }) });
  }

  #word(text: string, from: number): Expression {
    switch (text) {
      case "true":
      case "false":
        return this.#literal(text === "true");
      case "null":
        return this.#literal(null);
      case "local":
        return this.#local();
      case "if":
        return this.#if();
      case "function":
        this.#next();
        return this.#function(from);
      case "self":
        this.#next();
        return this.#made(from, "self", {});
      case "super":
        return this.#super();
      case "error": {
        this.#next();
        const message = this.#expression();
        return this.#made(from, "failure", { message });
      }
      case "assert": {
        this.#assertion();
        this.#demand(";");
        return this.#expression();
      }
      case "import":
      case "importstr":
      case "importbin": {
        this.#next();
        const path = this.#now.kind === "text" ? this.#next().text : "";
        return this.#made(from, "import", { path: text === "import" ? path : "" });
      }
    }
    if (KEYWORDS.has(text)) {
      this.#complain(`${JSON.stringify(text)} cannot stand here`);
      return this.#hole("what cannot be read");
    }
    this.#next();
    return this.#made(from, "variable", { name: text });
  }

  #super(): Expression {
    const { from } = this.#next();
    if (this.#take(".")) return this.#made(from, "super", { key: this.#name("a field") });
    this.#demand("[");
    const key = this.#expression();
    this.#demand("]");
    return this.#made(from, "super", { key });
  }

  #if(): Expression {
    const { from } = this.#next();
    const test = this.#expression();
    this.#demand("then");
    const consequence = this.#expression();
    const otherwise = this.#take("else") ? this.#expression() : undefined;
    return this.#made(from, "if", { test, consequence, ...(otherwise && { otherwise }) });
  }

  #assertion(): void {
    this.#next();
    this.#expression();
    if (this.#take(":")) this.#expression();
  }

  #local(): Expression {
    const chain: { from: number; binds: Bind[] }[] = [];
    // Locals follow one another without nesting, or a long definition would be too deep.
    while (this.#is("local")) {
      const { from } = this.#next();
      const binds = [this.#bind()];
      while (this.#take(",")) binds.push(this.#bind());
      this.#demand(";");
      chain.push({ from, binds });
    }
    return chain.reduceRight<Expression>(
      (body, { from, binds }) => this.#made(from, "local", { binds, body }),
      this.#expression(),
    );
  }

  #bind(): Bind {
    const from = this.#now.from;
    const key = this.#name("a local");
    const name = key.kind === "literal" ? String(key.value) : "";
    if (this.#is("(")) return { name, value: this.#function(from, "=") };
    this.#demand("=");
    return { name, value: this.#expression() };
  }

  /** From its parameters; `sign` stands before the body of one that is written like `local f(x) = x`. */
  #function(from: number, sign?: string): Expression {
    const parameters = this.#parameters();
    if (sign) this.#demand(sign);
    return this.#made(from, "function", { parameters, body: this.#expression() });
  }

  #parameters(): Parameter[] {
    this.#demand("(");
    const parameters: Parameter[] = [];
    while (this.#now.kind === "name") {
      const name = this.#next().text;
      parameters.push({ name, ...(this.#take("=") && { fallback: this.#expression() }) });
      if (!this.#take(",")) break;
    }
    this.#demand(")");
    return parameters;
  }

  #brackets(): Expression {
    const { from } = this.#next();
    const elements: Expression[] = [];
    while (!this.#is("]") && this.#now.kind !== "end") {
      const before = this.#at;
      elements.push(this.#expression());
      if (this.#is("for")) break;
      if (!this.#take(",") && !this.#is("]")) {
        this.#complain('"," is missing here');
        if (this.#at === before || this.#is("}") || this.#is(")") || this.#is(";")) break;
      } else if (this.#is("for")) break;
    }
    const clauses = this.#is("for") ? this.#clauses() : undefined;
    this.#demand("]");
    if (clauses) return this.#made(from, "list-for", { body: elements[0] ?? this.#hole("nothing"), clauses });
    return this.#made(from, "list", { elements });
  }

  #clauses(): Clause[] {
    const clauses: Clause[] = [];
    for (;;) {
      if (this.#take("for")) {
        const name = this.#now.kind === "name" ? this.#next().text : "";
        this.#demand("in");
        clauses.push({ kind: "for", name, list: this.#expression() });
      } else if (this.#take("if")) clauses.push({ kind: "if", test: this.#expression() });
      else return clauses;
    }
  }

  #braces(): Expression {
    const { from } = this.#next();
    const members: Member[] = [];
    const locals: Bind[] = [];
    const items: { from: number; to: number }[] = [];
    let clauses: Clause[] | undefined;
    while (!this.#is("}") && this.#now.kind !== "end") {
      const start = this.#now.from;
      const before = this.#at;
      if (this.#take("local")) locals.push(this.#bind());
      else if (this.#is("assert")) this.#assertion();
      else {
        const member = this.#member();
        if (member) members.push(member);
      }
      items.push({ from: start, to: this.#before });
      const comma = this.#take(",");
      if (this.#is("for")) {
        clauses = this.#clauses();
        break;
      }
      if (comma || this.#is("}")) continue;
      this.#complain('"," is missing here');
      if (this.#at === before) this.#next();
      if (this.#is("]") || this.#is(")") || this.#is(";")) break;
    }
    this.#demand("}");
    if (!clauses) return this.#made(from, "object", { members, locals, late: true, items });
    const [field] = members;
    if (!field) return this.#made(from, "opaque", { what: "a comprehension", parts: [] });
    return this.#made(from, "object-for", { locals, key: field.key, value: field.value, plus: field.plus, clauses });
  }

  #member(): Member | undefined {
    const { kind, from } = this.#now;
    let key: Expression;
    if (kind === "text") key = this.#literal(this.#now.text);
    else if (this.#take("[")) {
      key = this.#expression();
      this.#demand("]");
    } else if (kind === "name") key = this.#name("a field");
    else {
      this.#complain("the name of a field is missing here");
      return undefined;
    }
    const method = this.#is("(") ? this.#now.from : undefined;
    if (method !== undefined) {
      // The colons of a method stand between its parameters and its body.
      const value = this.#method(from);
      return { from, to: value.value.to, key, value: value.value, plus: false, visibility: value.visibility };
    }
    const sign = this.#colons();
    const value = this.#expression();
    return { from, to: Math.max(value.to, this.#before), key, value, ...sign };
  }

  #method(from: number): { value: Expression; visibility: Member["visibility"] } {
    const parameters = this.#parameters();
    const { visibility } = this.#colons();
    return { value: this.#made(from, "function", { parameters, body: this.#expression() }), visibility };
  }

  #colons(): Pick<Member, "plus" | "visibility"> {
    const { kind, text } = this.#now;
    const found = kind === "mark" ? /^(\+?)(:{1,3})$/.exec(text) : null;
    if (!found) {
      this.#complain('":" is missing here');
      return { plus: false, visibility: ":" };
    }
    this.#next();
    return { plus: found[1] === "+", visibility: found[2] as Member["visibility"] };
  }
}
