import { LIBRARY, library } from "../../../../diagram/edits/jsonnet/library.ts";
import type {
  Call,
  Expression,
  FunctionLiteral,
  Index,
  Member,
  ObjectLiteral,
  Variable,
} from "../../../../diagram/edits/tracing/expression.ts";
import type { JsonPath } from "../schema.ts";
import { type Closure, clauseScope, type Entered, localScope, OUTSIDE, objectScope, type Scope } from "./scope.ts";
import { standardFlow } from "./standard-flow.ts";

/** What is taken of a value before it becomes what is asked for. */
type Step =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "any" }
  | { readonly kind: "call"; readonly call: Call; readonly scope: Scope }
  /** Nothing is: the objects and functions themselves are sought. */
  | { readonly kind: "itself" };

interface Steps {
  readonly first: Step;
  readonly rest: Steps | undefined;
}

interface Task extends Closure {
  readonly steps: Steps | undefined;
  /** What the value becomes, after the steps. */
  readonly path: JsonPath;
  /** Not an operand of `+`: a text is all of the value. */
  readonly isWhole: boolean;
}

export interface FlowListener {
  /** An expression is the value of a path, or, where not whole, a part of it. */
  value?(path: JsonPath, expression: Expression, isWhole: boolean): void;
  /** An object literal with visible fields stands at a path. */
  object?(path: JsonPath, object: ObjectLiteral): void;
  /** A function is called; what it tells for a parameter takes the place of the argument. */
  call?(call: Call, callee: FunctionLiteral): ReadonlyMap<string, Expression> | undefined;
  /** The name of an argument that is being written. */
  argumentName?(name: string): string;
  /** An object or function that `itself` was asked of. */
  itself?(found: Closure): void;
}

/** Stands for every key that is not known. No schema lists it, so it is a key of a map. */
const ANY_KEY = "";
const LONGEST_PATH = 16;
const DEEPEST_CALL = 24;
const MOST_WORK = 100_000;

/**
 * Follows an expression downwards: where in a value, that it is to become, do its parts end up? Both branches of an `if`
 * and both sides of a `+` are followed; nothing is computed, so broken and unknown parts do no harm. False when there was too
 * much to follow: what was told then is not all.
 */
export function followDown(start: Closure, listener: FlowListener, itself = false): boolean {
  const steps: Steps | undefined = itself ? { first: { kind: "itself" }, rest: undefined } : undefined;
  return new Flow(listener).follow({ ...start, steps, path: [], isWhole: true });
}

class Flow {
  readonly #listener: FlowListener;
  readonly #open: Task[] = [];
  #work = 0;
  #elements = 0;

  constructor(listener: FlowListener) {
    this.#listener = listener;
  }

  follow(start: Task): boolean {
    this.#open.push(start);
    for (let task = this.#open.pop(); task; task = this.#open.pop()) {
      this.#work += 1 + widthOf(task.expression);
      if (this.#work > MOST_WORK) return false;
      for (const next of this.#after(task).toReversed()) this.#open.push(next);
    }
    return true;
  }

  #after(task: Task): readonly Task[] {
    const { expression, scope, steps, path, each } = task;
    if (each) return [{ ...task, each: false, steps: { first: { kind: "any" }, rest: steps } }];
    if (!steps) this.#listener.value?.(path, expression, task.isWhole);
    else if (steps.first.kind === "itself" && ["object", "function"].includes(expression.kind)) {
      this.#listener.itself?.({ expression, scope });
      return [];
    }
    switch (expression.kind) {
      case "local":
        return [{ ...task, expression: expression.body, scope: localScope(expression.binds, scope) }];
      case "group":
        return [{ ...task, expression: expression.inner }];
      case "if":
        return [expression.consequence, expression.otherwise]
          .flatMap((one) => one ?? [])
          .map((one) => ({ ...task, expression: one }));
      case "binary":
        if (expression.operator !== "+") return [];
        return [expression.left, expression.right].map((one) => ({ ...task, expression: one, isWhole: false }));
      case "variable":
        return this.#meant(task, expression);
      case "self":
      case "root": {
        const object = expression.kind === "self" ? scope.self : scope.root;
        return object && steps ? [{ ...task, ...object }] : [];
      }
      case "import":
        return expression.path === LIBRARY && steps ? [{ ...task, expression: library(), scope: OUTSIDE }] : [];
      case "index":
        return [{ ...task, expression: expression.target, steps: { first: stepOf(expression), rest: steps } }];
      case "call":
        return [this.#called(task, expression)];
      case "function":
        return this.#entered(task, expression);
      case "object":
        return this.#members(task, expression);
      case "object-for": {
        const inner = objectScope(expression, clauseScope(expression.clauses, scope));
        return partOf({ ...task, expression: expression.value, scope: inner }, ANY_KEY);
      }
      case "list":
        return expression.elements.flatMap((one) => partOf({ ...task, expression: one }, ++this.#elements));
      case "list-for": {
        const inner = clauseScope(expression.clauses, scope);
        return partOf({ ...task, expression: expression.body, scope: inner }, ++this.#elements);
      }
      default:
        return [];
    }
  }

  #members(task: Task, object: ObjectLiteral): readonly Task[] {
    const { steps, path } = task;
    if (!steps) this.#listener.object?.(path, object);
    const scope = objectScope(object, task.scope);
    return object.members
      .filter(({ visibility }) => steps || visibility !== "::")
      .flatMap((member) => partOf({ ...task, expression: member.value, scope }, keyOf(member) ?? ANY_KEY));
  }

  #meant(task: Task, { name }: Variable): readonly Task[] {
    for (let scope: Scope | undefined = task.scope; scope; scope = scope.outer) {
      this.#work++;
      if (!scope.names.has(name)) continue;
      const bound = scope.names.get(name);
      return bound ? [{ ...task, ...bound }] : [];
    }
    return name === "std" && task.steps ? [{ ...task, expression: standardFlow(), scope: OUTSIDE }] : [];
  }

  #called(task: Task, call: Call): Task {
    const { scope, steps } = task;
    const definition = isOverride(call) ? call.args[0] : undefined;
    // Of an override's changes it is not known what they become.
    if (definition) return { ...task, expression: definition.value };
    return { ...task, expression: call.target, steps: { first: { kind: "call", call, scope }, rest: steps } };
  }

  #entered(task: Task, callee: FunctionLiteral): readonly Task[] {
    const { steps, path, scope } = task;
    if (steps?.first.kind !== "call") return [];
    const { call, scope: outside } = steps.first;
    const { entered: before } = outside;
    const entered: Entered = { of: callee, path, depth: (before?.depth ?? 0) + 1, before };
    if (entered.depth > DEEPEST_CALL || isEntered(entered)) return [];
    this.#work += callee.parameters.length * call.args.length;
    if (this.#work > MOST_WORK) return [];
    const told = this.#listener.call?.(call, callee);
    const names = new Map<string, Closure | undefined>();
    const inner: Scope = { ...scope, names, outer: scope, entered };
    callee.parameters.forEach(({ name, fallback }, index) => {
      const given = told?.get(name) ?? this.#argument(call, name, index);
      names.set(
        name,
        given ? { expression: given, scope: outside } : fallback && { expression: fallback, scope: inner },
      );
    });
    return [{ ...task, expression: callee.body, scope: inner, steps: steps.rest }];
  }

  #argument({ args }: Call, name: string, index: number): Expression | undefined {
    const named = args.find((one) => one.name !== undefined && this.#nameOf(one.name) === name);
    const placed = args[index];
    return named?.value ?? (placed?.name === undefined ? placed?.value : undefined);
  }

  #nameOf(name: string): string {
    return this.#listener.argumentName?.(name) ?? name;
  }
}

/** How many parts are looked at when an expression is. */
function widthOf(expression: Expression): number {
  if (expression.kind === "object") return expression.members.length + expression.locals.length;
  if (expression.kind === "list") return expression.elements.length;
  return expression.kind === "local" ? expression.binds.length : 0;
}

/** What stands in an object or list: the next step leads to it, or it is a part of the value. */
function partOf(task: Task, key: string | number): readonly Task[] {
  const { steps, path } = task;
  if (!steps) return path.length < LONGEST_PATH ? [{ ...task, path: [...path, key], isWhole: true }] : [];
  const { first, rest } = steps;
  const isMeant = first.kind === "any" || (first.kind === "key" && (first.key === key || key === ANY_KEY));
  return isMeant ? [{ ...task, steps: rest }] : [];
}

function isEntered({ of, path, before }: Entered): boolean {
  for (let one = before; one; one = one.before) {
    const { path: other } = one;
    if (one.of === of && other.length === path.length && other.every((key, index) => key === path[index])) return true;
  }
  return false;
}

function isOverride({ target, args }: Call): boolean {
  return target.kind === "index" && target.key.kind === "literal" && target.key.value === "override" && args.length > 1;
}

function stepOf({ key }: Index): Step {
  return key.kind === "literal" && typeof key.value === "string" ? { kind: "key", key: key.value } : { kind: "any" };
}

export function keyOf({ key }: Member): string | undefined {
  return key.kind === "literal" && typeof key.value === "string" ? key.value : undefined;
}
