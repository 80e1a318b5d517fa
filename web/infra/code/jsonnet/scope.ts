import type {
  Bind,
  Clause,
  Expression,
  FunctionLiteral,
  ObjectFor,
  ObjectLiteral,
} from "../../../../diagram/edits/tracing/expression.ts";
import type { JsonPath } from "../schema.ts";

/** An expression with what its names mean. */
export interface Closure {
  readonly expression: Expression;
  readonly scope: Scope;
  /** It is a list, of which each element is meant. */
  readonly each?: boolean;
}

export interface Scope {
  readonly names: ReadonlyMap<string, Closure | undefined>;
  readonly outer?: Scope;
  /** The innermost and the outermost object around. */
  readonly self?: Closure;
  readonly root?: Closure;
  /** Functions that are being gone through. */
  readonly entered?: Entered;
}

export interface Entered {
  readonly of: FunctionLiteral;
  readonly path: JsonPath;
  readonly depth: number;
  readonly before: Entered | undefined;
}

const NO_NAMES: ReadonlyMap<string, undefined> = new Map();
export const OUTSIDE: Scope = { names: NO_NAMES };

export function localScope(binds: readonly Bind[], outer: Scope): Scope {
  if (binds.length === 0) return outer;
  const names = new Map<string, Closure>();
  const scope: Scope = { ...outer, names, outer };
  for (const { name, value } of binds) names.set(name, { expression: value, scope });
  return scope;
}

export function objectScope(object: ObjectLiteral | ObjectFor, outer: Scope): Scope {
  const self: Closure = { expression: object, scope: outer };
  return localScope(object.locals, { ...outer, self, root: outer.root ?? self });
}

export function clauseScope(clauses: readonly Clause[], outer: Scope): Scope {
  let scope = outer;
  for (const clause of clauses) {
    if (clause.kind === "if") continue;
    const names = new Map([[clause.name, { expression: clause.list, scope, each: true }]]);
    scope = { ...scope, names, outer: scope };
  }
  return scope;
}

/** Inside of a function of which nobody knows the call. */
export function parameterScope({ parameters }: FunctionLiteral, outer: Scope): Scope {
  return { ...outer, names: new Map(parameters.map(({ name }) => [name, undefined])), outer };
}

/** A place in the syntax, with the names that can be used there. */
export interface Standing {
  readonly expression: Expression;
  readonly scope: Scope;
  /** What it is a direct part of. */
  readonly parent: Expression | undefined;
}

/** Where an expression stands; only what holds a place of the text is looked through. */
export function findStanding(
  root: Expression,
  offset: number,
  isSought: (expression: Expression) => boolean,
): Standing | undefined {
  const open: Standing[] = [{ expression: root, scope: OUTSIDE, parent: undefined }];
  for (let one = open.pop(); one; one = open.pop()) {
    const { expression, scope } = one;
    if (isSought(expression)) return one;
    for (const [part, inner] of scopedParts(expression, scope)) {
      if (part.from <= offset && offset <= part.to) open.push({ expression: part, scope: inner, parent: expression });
    }
  }
  return undefined;
}

function scopedParts(expression: Expression, scope: Scope): readonly (readonly [Expression, Scope])[] {
  const all = (parts: readonly Expression[], inner = scope) => parts.map((part) => [part, inner] as const);
  switch (expression.kind) {
    case "object": {
      const inner = objectScope(expression, scope);
      const { locals, members } = expression;
      return [
        ...all(members.map(({ key }) => key)),
        ...all([...locals.map(({ value }) => value), ...members.map(({ value }) => value)], inner),
      ];
    }
    case "object-for": {
      const inner = clauseScope(expression.clauses, scope);
      return [...all([expression.key], inner), ...all([expression.value], objectScope(expression, inner))];
    }
    case "list":
      return all(expression.elements);
    case "list-for":
      return all([expression.body], clauseScope(expression.clauses, scope));
    case "local": {
      const inner = localScope(expression.binds, scope);
      return all([...expression.binds.map(({ value }) => value), expression.body], inner);
    }
    case "function": {
      const inner = parameterScope(expression, scope);
      const fallbacks = expression.parameters.flatMap(({ fallback }) => (fallback ? [fallback] : []));
      return all([...fallbacks, expression.body], inner);
    }
    case "call":
      return all([expression.target, ...expression.args.map(({ value }) => value)]);
    case "index":
      return all([expression.target, expression.key]);
    case "if":
      return all([expression.test, expression.consequence, ...(expression.otherwise ? [expression.otherwise] : [])]);
    case "binary":
      return all([expression.left, expression.right]);
    case "group":
      return all([expression.inner]);
    case "unary":
      return all([expression.operand]);
    case "failure":
      return all([expression.message]);
    case "opaque":
      return all(expression.parts);
    default:
      return [];
  }
}
