import { lookUp } from "../../../constructs/look-up.ts";
import type { Evaluator } from "./evaluator.ts";
import type { Expression, Primitive } from "./expression.ts";
import { fieldOf, visibleNames } from "./fields.ts";
import { ProgramFailure, scalar, unknown } from "./results.ts";
import type { Thunk, Value } from "./value.ts";

/** Calls a function of the language's own library. One that is not followed gives a value that nothing is known of. */
export function callBuiltin(evaluator: Evaluator, name: string, args: readonly Thunk[], origin: Expression): Value {
  const followed = lookUp(BUILTINS, name)?.(evaluator, args, origin);
  if (followed) return followed;
  const reason = name === "extVar" ? "a variable (std.extVar)" : `std.${name}`;
  return unknown(reason, "std", name, ...args.map((one) => evaluator.hashOfThunk(one)));
}

type Follow = (evaluator: Evaluator, args: readonly Thunk[], origin: Expression) => Value | undefined;

/** Characters of a text times those of what is put into it. */
const LONGEST_PRODUCT = 4_000_000;

const LONGEST_RANGE = 10_000;

const BUILTINS: Readonly<Record<string, Follow>> = {
  length: (evaluator, [thunk], origin) => {
    const value = forced(evaluator, thunk);
    if (value.kind === "list" && value.segments.every((one) => "thunk" in one))
      return scalar(value.segments.length, origin);
    if (value.kind === "scalar" && typeof value.value === "string") return scalar([...value.value].length, origin);
    if (isWhole(value)) return scalar(visibleNames(value).length, origin);
    return undefined;
  },
  type: (evaluator, [thunk], origin) => {
    const value = forced(evaluator, thunk);
    if (value.kind === "unknown") return undefined;
    if (value.kind === "list") return scalar("array", origin);
    if (value.kind === "builtin") return scalar("function", origin);
    if (value.kind !== "scalar") return scalar(value.kind, origin);
    return scalar(value.value === null ? "null" : typeof value.value, origin);
  },
  objectFields: (evaluator, [thunk], origin) => {
    const value = forced(evaluator, thunk);
    if (!isWhole(value)) return undefined;
    const names = visibleNames(value).sort();
    return listOf(
      names.map((one) => scalar(one, origin)),
      origin,
    );
  },
  objectHas: (evaluator, [thunk, key], origin) => {
    const [value, name] = [forced(evaluator, thunk), textOf(forced(evaluator, key))];
    if (name === undefined || !isWhole(value)) return undefined;
    return scalar(visibleNames(value).includes(name), origin);
  },
  objectHasAll: (evaluator, [thunk, key], origin) => {
    const [value, name] = [forced(evaluator, thunk), textOf(forced(evaluator, key))];
    if (name === undefined || !isWhole(value)) return undefined;
    return scalar(fieldOf(evaluator, value, name) !== undefined, origin);
  },
  range: (evaluator, [first, last], origin) => {
    const [a, b] = [numberOf(forced(evaluator, first)), numberOf(forced(evaluator, last))];
    if (a === undefined || b === undefined || b - a > LONGEST_RANGE) return undefined;
    evaluator.spend(Math.max(0, b - a));
    return listOf(
      Array.from({ length: Math.max(0, b - a + 1) }, (_, index) => scalar(a + index, origin)),
      origin,
    );
  },
  toString: textual((text) => text, true),
  asciiLower: textual((text) => text.replace(/[A-Z]+/g, (found) => found.toLowerCase())),
  asciiUpper: textual((text) => text.replace(/[a-z]+/g, (found) => found.toUpperCase())),
  strReplace: textual((text, from, to) =>
    from === "" || text.length * (to as string).length > LONGEST_PRODUCT
      ? undefined
      : text.replaceAll(from as string, () => to as string),
  ),
  startsWith: textual((text, start) => text.startsWith(start as string)),
  endsWith: textual((text, end) => text.endsWith(end as string)),
};

function textual(compute: (text: string, ...more: readonly string[]) => Primitive, numbers = false): Follow {
  return (evaluator, args, origin) => {
    const values = args.map((one) => forced(evaluator, one));
    const texts = values.map((one) => {
      if (one.kind !== "scalar") return undefined;
      if (typeof one.value === "string") return one.value;
      return numbers && (typeof one.value === "number" || typeof one.value === "boolean")
        ? String(one.value)
        : undefined;
    });
    if (!texts.every((one) => one !== undefined)) return undefined;
    const [text, ...more] = texts as string[];
    const computed = text === undefined ? undefined : compute(text, ...more);
    return computed === undefined ? undefined : scalar(computed, origin);
  };
}

function forced(evaluator: Evaluator, thunk: Thunk | undefined): Value {
  if (!thunk) throw new ProgramFailure("an argument is missing");
  return evaluator.force(thunk);
}

function isWhole(value: Value): value is Extract<Value, { kind: "object" }> {
  return value.kind === "object" && value.layers.every(({ kind }) => kind === "layer");
}

function textOf(value: Value): string | undefined {
  return value.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

function numberOf(value: Value): number | undefined {
  return value.kind === "scalar" && typeof value.value === "number" ? value.value : undefined;
}

function listOf(values: readonly Value[], expression: Expression): Value {
  const scope = { names: new Map() };
  return { kind: "list", segments: values.map((value) => ({ thunk: { expression, scope, value } })) };
}
