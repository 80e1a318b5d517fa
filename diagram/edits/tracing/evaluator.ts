import { callBuiltin } from "./builtins.ts";
import { hashOfClosure } from "./closure-hash.ts";
import type { Argument, Call, Clause, Expression, ObjectFor, ObjectLiteral } from "./expression.ts";
import { fieldOf } from "./fields.ts";
import { applyOperator, applySign } from "./operators.ts";
import { symbolic, symbolicHash } from "./outcome.ts";
import { NotFollowed, ProgramFailure, scalar, unknown } from "./results.ts";
import {
  hashOf,
  type Layer,
  type LayerField,
  lookUp,
  objectOf,
  type Scope,
  type Thunk,
  type Unknown,
  type Value,
} from "./value.ts";

/** What a language has besides expressions. */
export interface Surroundings {
  /** A name that the program does not bind. */
  global(name: string): Value | undefined;
  /** The value of a library; undefined for one that is not known. */
  library(path: string): Expression | undefined;
  /** Functions of the language's own library that are written in the language. */
  readonly standard?: Expression;
}

const STEPS = 400_000;
const DEEPEST = 700;

/** Evaluates programs as far as they can be known, lazily, within bounds on steps and depth. */
export class Evaluator {
  readonly #surroundings: Surroundings;
  readonly #libraries = new Map<string, Value>();
  #standard: Value | undefined;
  /** How often each literal was evaluated. */
  readonly times = new Map<Expression, number>();
  #left = STEPS;
  #depth = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Throws ProgramFailure or NotFollowed. */
  evaluate(expression: Expression, scope: Scope): Value {
    this.spend();
    if (this.#depth >= DEEPEST) throw new NotFollowed();
    this.#depth++;
    try {
      return this.#evaluate(expression, scope);
    } finally {
      this.#depth--;
    }
  }

  /** Counts a step. */
  spend(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw new NotFollowed();
  }

  force(thunk: Thunk): Value {
    if (thunk.value) return thunk.value;
    if (thunk.busy) throw new ProgramFailure("a value needs itself");
    thunk.busy = true;
    try {
      thunk.value = this.evaluate(thunk.expression, thunk.scope);
      return thunk.value;
    } finally {
      thunk.busy = false;
    }
  }

  call(target: Value, args: readonly Argument[] | readonly Thunk[], scope: Scope, origin: Expression): Value {
    const given = args.map((arg) =>
      "scope" in arg ? { thunk: arg } : { thunk: { expression: arg.value, scope }, name: arg.name },
    );
    if (target.kind === "builtin")
      return callBuiltin(
        this,
        target.name,
        given.map(({ thunk }) => thunk),
        origin,
      );
    if (target.kind === "unknown") {
      const hashes = given.map(({ thunk, name }) => `${name ?? ""}=${this.hashOfThunk(thunk)}`);
      return unknown(target.reason, "call", target.hash, ...hashes);
    }
    if (target.kind !== "function") throw new ProgramFailure("this is no function");
    const { parameters, body } = target.literal;
    const names = new Map<string, Thunk>();
    const inner: Scope = { ...target.scope, parent: target.scope, names };
    given.forEach(({ thunk, name }, index) => {
      const parameter = "name" in (given[index] ?? {}) && name !== undefined ? name : parameters[index]?.name;
      if (parameter === undefined || !parameters.some((one) => one.name === parameter))
        throw new ProgramFailure("too many arguments");
      names.set(parameter, thunk);
    });
    for (const { name, fallback } of parameters) {
      if (names.has(name)) continue;
      if (!fallback) throw new ProgramFailure(`${name} is not given`);
      names.set(name, { expression: fallback, scope: inner });
    }
    return this.evaluate(body, inner);
  }

  hashOfThunk(thunk: Thunk): string {
    try {
      return this.hashOfValue(this.force(thunk));
    } catch (error) {
      if (error instanceof ProgramFailure) return hashOf("failure", error.message);
      throw error;
    }
  }

  hashOfValue(value: Value): string {
    if (value.kind === "unknown") return value.hash;
    if (value.kind === "builtin") return hashOf("builtin", value.name);
    if (value.kind === "function") return hashOfClosure(this, value.literal, value.scope);
    return symbolicHash(symbolic(this, value));
  }

  /** A value that depends on everything an expression can see. */
  closure(expression: Expression, scope: Scope, reason: string): Unknown {
    return { kind: "unknown", reason, hash: hashOfClosure(this, expression, scope) };
  }

  #evaluate(expression: Expression, scope: Scope): Value {
    const { kind } = expression;
    if (kind === "literal" || kind === "object" || kind === "list")
      this.times.set(expression, (this.times.get(expression) ?? 0) + 1);
    switch (expression.kind) {
      case "literal":
        return { kind: "scalar", value: expression.value, origin: expression };
      case "group":
        return this.evaluate(expression.inner, scope);
      case "variable":
        return this.#variable(expression.name, scope);
      case "object":
        return this.#object(expression, scope);
      case "object-for":
        return this.#objectFor(expression, scope);
      case "list":
        return {
          kind: "list",
          literal: expression,
          segments: expression.elements.map((one) => ({ thunk: { expression: one, scope }, list: expression })),
        };
      case "list-for": {
        const scopes = this.#loop(expression.clauses, scope);
        if (!scopes) return this.closure(expression, scope, "a loop");
        return {
          kind: "list",
          segments: scopes.map((one) => ({ thunk: { expression: expression.body, scope: one } })),
        };
      }
      case "self":
      case "root": {
        const found = expression.kind === "self" ? scope.self : scope.root;
        if (!found) throw new ProgramFailure("there is no object around this");
        return found;
      }
      case "super":
      case "in-super": {
        const name = this.#text(this.evaluate(expression.key, scope));
        if (name === undefined || !scope.self) return this.closure(expression, scope, "super");
        const found = fieldOf(this, scope.self, name, scope.layer);
        if (expression.kind === "in-super") {
          if (found?.kind === "unknown") return unknown(found.reason, "in", found.hash);
          return scalar(found !== undefined, expression);
        }
        if (!found) throw new ProgramFailure(`no field ${name}`);
        return found;
      }
      case "index":
        return this.#index(this.evaluate(expression.target, scope), this.evaluate(expression.key, scope));
      case "call":
        return this.#call(expression, scope);
      case "function":
        return { kind: "function", literal: expression, scope };
      case "local": {
        const names = new Map<string, Thunk>();
        const inner: Scope = { ...scope, parent: scope, names };
        for (const { name, value } of expression.binds) names.set(name, { expression: value, scope: inner });
        return this.evaluate(expression.body, inner);
      }
      case "if": {
        const test = this.evaluate(expression.test, scope);
        if (test.kind !== "scalar") return this.closure(expression, scope, "a condition");
        if (test.value) return this.evaluate(expression.consequence, scope);
        return expression.otherwise ? this.evaluate(expression.otherwise, scope) : scalar(null, expression);
      }
      case "binary":
        return applyOperator(this, expression, scope);
      case "unary":
        return applySign(this, expression.operator, this.evaluate(expression.operand, scope), expression);
      case "failure":
        throw new ProgramFailure(this.hashOfThunk({ expression: expression.message, scope }));
      case "import":
        return this.#import(expression.path);
      case "opaque":
        return this.closure(expression, scope, expression.what);
    }
  }

  #variable(name: string, scope: Scope): Value {
    const found = lookUp(scope, name);
    if (found) return this.force(found);
    const global = this.#surroundings.global(name);
    if (!global) throw new ProgramFailure(`${name} is not known`);
    return global;
  }

  #import(path: string): Value {
    const known = this.#libraries.get(path);
    if (known) return known;
    const library = this.#surroundings.library(path);
    if (!library) throw new ProgramFailure("a file that cannot be imported");
    const value = this.evaluate(library, { names: new Map() });
    this.#libraries.set(path, value);
    return value;
  }

  #call(expression: Call, scope: Scope): Value {
    return this.call(this.evaluate(expression.target, scope), expression.args, scope, expression);
  }

  #index(target: Value, key: Value): Value {
    if (target.kind === "unknown") return unknown(target.reason, "index", target.hash, this.hashOfValue(key));
    if (key.kind === "unknown") return unknown(key.reason, "index", this.hashOfValue(target), key.hash);
    if (target.kind === "builtin" && key.kind === "scalar") return this.#ofStandard(String(key.value));
    if (target.kind === "object" && key.kind === "scalar" && typeof key.value === "string") {
      const found = fieldOf(this, target, key.value);
      if (found) return found;
      throw new ProgramFailure(`no field ${key.value}`);
    }
    if (target.kind === "list" && key.kind === "scalar" && typeof key.value === "number") {
      const before = target.segments.slice(0, key.value + 1);
      const element = before[key.value];
      if (element && before.every((one) => "thunk" in one) && "thunk" in element) return this.force(element.thunk);
      if (before.some((one) => !("thunk" in one)))
        return unknown("a list", "index", this.hashOfValue(target), String(key.value));
    }
    if (target.kind === "scalar" && typeof target.value === "string" && key.kind === "scalar")
      return unknown("a part of a text", "index", target.value, String(key.value));
    throw new ProgramFailure("there is nothing at this place");
  }

  #ofStandard(name: string): Value {
    const { standard } = this.#surroundings;
    this.#standard ??= standard && this.evaluate(standard, { names: new Map() });
    const found = this.#standard?.kind === "object" ? fieldOf(this, this.#standard, name) : undefined;
    return found ?? { kind: "builtin", name };
  }

  #object(literal: ObjectLiteral, scope: Scope): Value {
    const fields = new Map<string, LayerField>();
    for (const member of literal.members) {
      const key = this.evaluate(member.key, scope);
      if (key.kind === "scalar" && (key.value === null || key.value === undefined)) continue;
      const name = this.#text(key);
      if (name === undefined) return this.closure(literal, scope, "a computed key");
      fields.set(name, { value: member.value, plus: member.plus, visibility: member.visibility, member });
    }
    const layer: Layer = { kind: "layer", literal, fields, locals: literal.locals, scope };
    return objectOf([layer]);
  }

  #objectFor(expression: ObjectFor, scope: Scope): Value {
    const scopes = this.#loop(expression.clauses, scope);
    if (!scopes) return this.closure(expression, scope, "a loop");
    const fields = new Map<string, LayerField>();
    for (const inner of scopes) {
      const key = this.evaluate(expression.key, inner);
      if (key.kind === "scalar" && key.value === null) continue;
      const name = this.#text(key);
      if (name === undefined) return this.closure(expression, scope, "a loop");
      fields.set(name, { value: expression.value, plus: expression.plus, visibility: ":", loop: bound(inner, scope) });
    }
    const layer: Layer = { kind: "layer", fields, locals: expression.locals, scope };
    return objectOf([layer]);
  }

  /** A scope for each turn; undefined when it is not known how many there are. */
  #loop(clauses: readonly Clause[], scope: Scope): Scope[] | undefined {
    let scopes: Scope[] = [scope];
    for (const clause of clauses) {
      const next: Scope[] = [];
      for (const one of scopes) {
        const value = this.evaluate(clause.kind === "for" ? clause.list : clause.test, one);
        if (clause.kind === "if") {
          if (value.kind !== "scalar") return undefined;
          if (value.value) next.push(one);
          continue;
        }
        if (value.kind !== "list") return undefined;
        this.spend(value.segments.length);
        for (const segment of value.segments) {
          if (!("thunk" in segment)) return undefined;
          next.push({ ...one, parent: one, names: new Map([[clause.name, segment.thunk]]) });
        }
      }
      scopes = next;
    }
    return scopes;
  }

  #text(value: Value): string | undefined {
    return value.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
  }
}

function bound(inner: Scope, outer: Scope): (readonly [string, Thunk])[] {
  const names: (readonly [string, Thunk])[] = [];
  for (let at: Scope | undefined = inner; at && at !== outer; at = at.parent) names.unshift(...at.names);
  return names;
}
