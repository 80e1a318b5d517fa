import { lookUp } from "../../../constructs/look-up.ts";
import type { Bind, Expression } from "../tracing/expression.ts";
import { readArguments, readBind, readFunction } from "./bindings.ts";
import { readAssertion, readList, readObject } from "./collections.ts";
import { type Token, tokenize } from "./lexer.ts";
import { Reader, type SyntaxProblem } from "./reader.ts";
import { KEYWORDS, PRECEDENCE } from "./words.ts";

export interface Parsed {
  readonly root: Expression;
  /** Empty for a text that Jsonnet can read, as far as syntax goes. */
  readonly problems: readonly SyntaxProblem[];
}

/** Expressions inside one another; what goes deeper is not followed. */
const DEEPEST = 250;

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

/** Expressions, by the precedence of the operators between them. What stands in brackets and braces is read beside it. */
class Parser extends Reader {
  #depth = 0;

  whole(): Expression {
    const root = this.expression();
    if (this.now.kind !== "end") this.complain("the definition ends before this");
    return root;
  }

  override expression(least = 1): Expression {
    if (this.#depth >= DEEPEST) {
      this.complain("this is nested too deeply");
      // Nothing after it can be told apart any more.
      this.skipAll();
      return this.hole("what is nested too deeply");
    }
    this.#depth++;
    let left = this.#unary();
    for (;;) {
      const operator = this.now.kind === "text" || this.now.kind === "number" ? "" : this.now.text;
      const precedence = lookUp(PRECEDENCE, operator);
      if (precedence === undefined || precedence < least) break;
      this.next();
      if (operator === "in" && this.take("super")) {
        left = this.made(left.from, "in-super", { key: left });
        continue;
      }
      const right = this.expression(precedence + 1);
      left = this.made(left.from, "binary", { operator, left, right });
    }
    this.#depth--;
    return left;
  }

  #unary(): Expression {
    const { from, text, kind } = this.now;
    if (kind !== "mark" || !["-", "+", "!", "~"].includes(text)) return this.#postfix();
    this.next();
    if (this.#depth >= DEEPEST) return this.hole("what is nested too deeply");
    this.#depth++;
    const operand = this.#unary();
    this.#depth--;
    if (text === "-" && operand.kind === "literal" && typeof operand.value === "number")
      return this.made(from, "literal", { value: -operand.value });
    return this.made(from, "unary", { operator: text, operand });
  }

  #postfix(): Expression {
    let target = this.#primary();
    for (;;) {
      const { from } = target;
      const open = this.now.from;
      if (this.take(".")) {
        const key = this.name("a field");
        target = this.made(from, "index", { target, key });
      } else if (this.take("[")) {
        target = this.#bracketed(from, target);
      } else if (this.take("(")) {
        const args = readArguments(this);
        this.take("tailstrict");
        target = this.made(from, "call", { target, args, open });
      } else if (this.is("{")) {
        const right = readObject(this);
        target = this.made(from, "binary", { operator: "+", left: target, right });
      } else return target;
    }
  }

  #bracketed(from: number, target: Expression): Expression {
    const parts: Expression[] = [];
    let colons = 0;
    while (!this.is("]") && this.now.kind !== "end") {
      if (this.is(":") || this.is("::")) colons += this.next().text.length;
      else {
        const at = this.at;
        parts.push(this.expression());
        if (this.at === at) break;
      }
    }
    this.demand("]");
    if (colons > 0) return this.made(from, "opaque", { what: "a slice of a list", parts: [target, ...parts] });
    return this.made(from, "index", { target, key: parts[0] ?? this.hole("nothing") });
  }

  #primary(): Expression {
    const { kind, text, from, block } = this.now;
    if (kind === "number") return this.literal(Number(text));
    if (kind === "text") return this.literal(text, block);
    if (kind === "name") return this.#word(text, from);
    if (text === "{") return readObject(this);
    if (text === "[") return readList(this);
    if (text === "$") {
      this.next();
      return this.made(from, "root", {});
    }
    if (text === "(") {
      this.next();
      const inner = this.expression();
      this.demand(")");
      return this.made(from, "group", { inner });
    }
    this.complain(kind === "end" ? "something is missing at the end" : `${JSON.stringify(text)} cannot stand here`);
    return this.hole("what cannot be read");
  }

  #word(text: string, from: number): Expression {
    switch (text) {
      case "true":
      case "false":
        return this.literal(text === "true");
      case "null":
        return this.literal(null);
      case "local":
        return this.#local();
      case "if":
        return this.#if();
      case "function":
        this.next();
        return readFunction(this, from);
      case "self":
        this.next();
        return this.made(from, "self", {});
      case "super":
        return this.#super();
      case "error": {
        this.next();
        const message = this.expression();
        return this.made(from, "failure", { message });
      }
      case "assert": {
        readAssertion(this);
        this.demand(";");
        return this.expression();
      }
      case "import":
      case "importstr":
      case "importbin": {
        this.next();
        const path = this.now.kind === "text" ? this.next().text : "";
        return this.made(from, "import", { path: text === "import" ? path : "" });
      }
    }
    if (KEYWORDS.has(text)) {
      this.complain(`${JSON.stringify(text)} cannot stand here`);
      return this.hole("what cannot be read");
    }
    this.next();
    return this.made(from, "variable", { name: text });
  }

  #super(): Expression {
    const { from } = this.next();
    if (this.take(".")) return this.made(from, "super", { key: this.name("a field") });
    this.demand("[");
    const key = this.expression();
    this.demand("]");
    return this.made(from, "super", { key });
  }

  #if(): Expression {
    const { from } = this.next();
    const test = this.expression();
    this.demand("then");
    const consequence = this.expression();
    const otherwise = this.take("else") ? this.expression() : undefined;
    return this.made(from, "if", { test, consequence, ...(otherwise && { otherwise }) });
  }

  #local(): Expression {
    const chain: { from: number; binds: Bind[] }[] = [];
    // Locals follow one another without nesting, or a long definition would be too deep.
    while (this.is("local")) {
      const { from } = this.next();
      const binds = [readBind(this)];
      while (this.take(",")) binds.push(readBind(this));
      this.demand(";");
      chain.push({ from, binds });
    }
    return chain.reduceRight<Expression>(
      (body, { from, binds }) => this.made(from, "local", { binds, body }),
      this.expression(),
    );
  }
}
