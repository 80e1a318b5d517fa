import type {
  Bind,
  Clause,
  Expression,
  FunctionLiteral,
  ListLiteral,
  Member,
  ObjectLiteral,
  Primitive,
} from "./expression.ts";

/**
 * What an expression evaluates to, as far as it can be known without running the program, with the expressions that made
 * it. What is not known is `Unknown`: its hash stands for the computation and everything that goes into it, so that equal
 * hashes mean equal values.
 */
export type Value = Scalar | ListValue | ObjectValue | FunctionValue | Builtin | Unknown;

export interface Scalar {
  readonly kind: "scalar";
  readonly value: Primitive;
  /** The literal itself, or what computed it. */
  readonly origin: Expression;
}

export interface ListValue {
  readonly kind: "list";
  readonly segments: readonly (Element | Unknown)[];
  /** The literal, when it is one. */
  readonly literal?: ListLiteral;
}

/** One element; `list` is the literal in which it stands. */
export interface Element {
  readonly thunk: Thunk;
  readonly list?: ListLiteral;
}

export interface ObjectValue {
  readonly kind: "object";
  /** Later ones win. */
  readonly layers: readonly (Layer | Unknown)[];
  readonly fields: Map<string, Thunk>;
  readonly environments: Map<Layer, Scope>;
}

export interface Layer {
  readonly kind: "layer";
  /** Absent when it was made by a comprehension. */
  readonly literal?: ObjectLiteral;
  readonly fields: ReadonlyMap<string, LayerField>;
  readonly locals: readonly Bind[];
  readonly scope: Scope;
}

export interface LayerField {
  readonly value: Expression;
  readonly plus: boolean;
  readonly visibility: Member["visibility"];
  readonly member?: Member;
  /** What its loop bound. */
  readonly loop?: readonly Bound[];
}

export type Bound = readonly [name: string, thunk: Thunk];

export interface FunctionValue {
  readonly kind: "function";
  readonly literal: FunctionLiteral;
  readonly scope: Scope;
}

export interface Builtin {
  readonly kind: "builtin";
  readonly name: string;
}

export interface Unknown {
  readonly kind: "unknown";
  readonly hash: string;
  /** Why it is not known, in the author's terms: "a condition". */
  readonly reason: string;
}

/** An expression where it stands, evaluated when it is asked for. */
export interface Thunk {
  readonly expression: Expression;
  readonly scope: Scope;
  value?: Value;
  busy?: boolean;
}

export interface Scope {
  readonly parent?: Scope | undefined;
  readonly names: ReadonlyMap<string, Thunk>;
  readonly self?: ObjectValue | undefined;
  /** Index of the layer whose field this is: `super` looks below it. */
  readonly layer?: number | undefined;
  readonly root?: ObjectValue | undefined;
}

export type Clauses = readonly Clause[];

/** A short stand-in for any number of texts; not made to withstand who seeks collisions, which harm nobody else. */
export function hashOf(...parts: readonly string[]): string {
  let [h1, h2] = [0xdeadbeef, 0x41c6ce57];
  for (const part of parts) {
    for (let index = 0; index < part.length; index++) {
      const code = part.charCodeAt(index);
      h1 = Math.imul(h1 ^ code, 2654435761);
      h2 = Math.imul(h2 ^ code, 1597334677);
    }
    h1 = Math.imul(h1 ^ (part.length + 0x10000), 2246822519);
    h2 = Math.imul(h2 ^ (part.length + 0x10000), 3266489917);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return (h1 >>> 0).toString(36) + (h2 >>> 0).toString(36);
}

export function lookUp(scope: Scope | undefined, name: string): Thunk | undefined {
  for (let at = scope; at; at = at.parent) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
}

export function objectOf(layers: ObjectValue["layers"]): ObjectValue {
  return { kind: "object", layers, fields: new Map(), environments: new Map() };
}
