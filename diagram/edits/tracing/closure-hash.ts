import type { Evaluator } from "./evaluator.ts";
import { type Expression, partsOf } from "./expression.ts";
import { fieldOf } from "./fields.ts";
import { NotFollowed } from "./results.ts";
import { hashOf, lookUp, type Scope, type Thunk } from "./value.ts";

const open = new WeakMap<Evaluator, Set<object>>();

/** Stands for an expression together with everything that it can see. Deterministic; equal ones give equal values. */
export function hashOfClosure(evaluator: Evaluator, expression: Expression, scope: Scope): string {
  const busy = open.get(evaluator) ?? new Set();
  open.set(evaluator, busy);
  if (busy.has(expression)) return hashOf("again");
  busy.add(expression);
  try {
    const { names, object } = freeOf(expression);
    const values = [...names].sort().map((name) => {
      const thunk = lookUp(scope, name);
      return thunk ? `${name}=${hashOfFree(evaluator, thunk, busy)}` : name;
    });
    const around = object ? hashOfObjects(evaluator, scope, busy) : "";
    return hashOf("closure", shapeOf(evaluator, expression), around, ...values);
  } finally {
    busy.delete(expression);
  }
}

function hashOfFree(evaluator: Evaluator, thunk: Thunk, busy: Set<object>): string {
  if (thunk.busy || busy.has(thunk)) return "busy";
  busy.add(thunk);
  try {
    return evaluator.hashOfThunk(thunk);
  } finally {
    busy.delete(thunk);
  }
}

/** `self`, `$` and `super` reach any field: all of them count, but those that are just being evaluated. */
function hashOfObjects(evaluator: Evaluator, { self, root }: Scope, busy: Set<object>): string {
  const hashes = [...new Set([self, root])].flatMap((object) => {
    if (!object || busy.has(object)) return [];
    busy.add(object);
    try {
      const names = object.layers.flatMap((layer) => (layer.kind === "layer" ? [...layer.fields.keys()] : []));
      return [...new Set(names)].sort().map((name) => {
        try {
          const value = fieldOf(evaluator, object, name);
          return value ? `${name}=${evaluator.hashOfValue(value)}` : name;
        } catch (error) {
          if (error instanceof NotFollowed) throw error;
          return `${name}!`;
        }
      });
    } finally {
      busy.delete(object);
    }
  });
  return hashOf(...hashes);
}

interface Free {
  readonly names: ReadonlySet<string>;
  /** Whether it asks for `self`, `$` or `super`. */
  readonly object: boolean;
}

const frees = new WeakMap<Expression, Free>();

/** Names it uses: those that it binds itself are among them, which makes two closures differ at most too often. */
function freeOf(expression: Expression): Free {
  const known = frees.get(expression);
  if (known) return known;
  const names = new Set<string>();
  let object = false;
  const visit = (one: Expression): void => {
    if (one.kind === "variable") names.add(one.name);
    if (one.kind === "self" || one.kind === "root" || one.kind === "super" || one.kind === "in-super") object = true;
    for (const part of partsOf(one)) visit(part);
  };
  visit(expression);
  const free = { names, object };
  frees.set(expression, free);
  return free;
}

const shapes = new WeakMap<Expression, string>();

/** The same for expressions that differ in nothing but their place. */
function shapeOf(evaluator: Evaluator, expression: Expression): string {
  const known = shapes.get(expression);
  if (known !== undefined) return known;
  evaluator.spend();
  const shape = hashOf(
    expression.kind,
    ownText(expression),
    ...partsOf(expression).map((one) => shapeOf(evaluator, one)),
  );
  shapes.set(expression, shape);
  return shape;
}

function ownText(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return `${typeof expression.value} ${String(expression.value)}`;
    case "variable":
      return expression.name;
    case "binary":
    case "unary":
      return expression.operator;
    case "import":
      return expression.path;
    case "opaque":
      return `${expression.what} ${expression.content ?? ""}`;
    case "function":
      return JSON.stringify(expression.parameters.map(({ name, fallback }) => [name, fallback !== undefined]));
    case "local":
      return JSON.stringify(expression.binds.map(({ name }) => name));
    case "call":
      return JSON.stringify(expression.args.map(({ name }) => name ?? null));
    case "object":
      return JSON.stringify([
        expression.locals.map(({ name }) => name),
        expression.members.map(({ plus, visibility }) => [plus, visibility]),
      ]);
    case "object-for":
    case "list-for":
      return JSON.stringify(expression.clauses.map((clause) => (clause.kind === "for" ? clause.name : null)));
    default:
      return "";
  }
}
