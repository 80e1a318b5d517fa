import { type Evaluator, ProgramFailure, scalar, unknown } from "./evaluator.ts";
import type { Binary, Expression } from "./expression.ts";
import { fieldOf } from "./fields.ts";
import { formatText } from "./format-text.ts";
import { isKnown, sameSymbolic, symbolic } from "./outcome.ts";
import { objectOf, type Scope, type Value } from "./value.ts";

export function applyOperator(evaluator: Evaluator, expression: Binary, scope: Scope): Value {
  const { operator } = expression;
  const left = evaluator.evaluate(expression.left, scope);
  if (operator === "&&" || operator === "||") {
    if (left.kind !== "scalar") return evaluator.closure(expression, scope, "a condition");
    if (Boolean(left.value) === (operator === "||")) return left;
    return evaluator.evaluate(expression.right, scope);
  }
  const right = evaluator.evaluate(expression.right, scope);
  if (operator === "+") return applyPlus(evaluator, left, right, expression);
  if (operator === "==" || operator === "!=") return equality(evaluator, operator, left, right, expression);
  if (operator === "in" && right.kind === "object" && left.kind === "scalar") {
    const found = fieldOf(evaluator, right, String(left.value));
    if (found?.kind !== "unknown") return scalar(found !== undefined, expression);
  }
  if (operator === "%") {
    const text = formatText(evaluator, left, right);
    if (text !== undefined) return scalar(text, expression);
  }
  if (left.kind === "scalar" && right.kind === "scalar") {
    const value = compute(operator, left.value, right.value);
    if (value !== undefined) return scalar(value, expression);
  }
  const reason = operator === "%" ? "a text that is put together" : "a computation";
  return unknown(reason, operator, evaluator.hashOfValue(left), evaluator.hashOfValue(right));
}

/** `left + right` of lists, objects, texts and numbers. */
export function applyPlus(evaluator: Evaluator, left: Value, right: Value, origin: Expression): Value {
  if (left.kind === "object" || right.kind === "object") {
    const layers = [left, right].map((one) =>
      one.kind === "object" ? one.layers : one.kind === "unknown" ? [one] : undefined,
    );
    const [below, above] = layers;
    if (below && above) return objectOf([...below, ...above]);
  }
  if (left.kind === "list" || right.kind === "list") {
    const segments = [left, right].map((one) =>
      one.kind === "list" ? one.segments : one.kind === "unknown" ? [one] : undefined,
    );
    const [before, after] = segments;
    if (before && after) return { kind: "list", segments: [...before, ...after] };
  }
  if (left.kind === "scalar" && right.kind === "scalar") {
    const [a, b] = [left.value, right.value];
    if (typeof a === "number" && typeof b === "number") return scalar(a + b, origin);
    if (typeof a === "string" || typeof b === "string") return scalar(asText(a) + asText(b), origin);
    throw new ProgramFailure("these cannot be added");
  }
  return unknown("a text that is put together", "+", evaluator.hashOfValue(left), evaluator.hashOfValue(right));
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : String(value);
}

function equality(evaluator: Evaluator, operator: string, left: Value, right: Value, origin: Expression): Value {
  const [a, b] = [symbolic(evaluator, left), symbolic(evaluator, right)];
  const same = sameSymbolic(a, b);
  if (same || (isKnown(a) && isKnown(b)) || differ(left, right)) return scalar(same === (operator === "=="), origin);
  return unknown("a comparison", operator, evaluator.hashOfValue(left), evaluator.hashOfValue(right));
}

/** Values that hold something unknown, and yet cannot be equal. */
function differ(left: Value, right: Value): boolean {
  if (left.kind === "unknown" || right.kind === "unknown") return false;
  if (left.kind !== right.kind) return true;
  const isEmpty = (one: Value) =>
    one.kind === "object" && one.layers.every((l) => l.kind === "layer" && l.fields.size === 0);
  const isFilled = (one: Value) =>
    one.kind === "object" && one.layers.some((l) => l.kind === "layer" && l.fields.size > 0);
  return (isEmpty(left) && isFilled(right)) || (isFilled(left) && isEmpty(right));
}

function compute(operator: string, a: unknown, b: unknown): number | boolean | undefined {
  if (typeof a === "number" && typeof b === "number") {
    if (operator === "-") return a - b;
    if (operator === "*") return a * b;
    if (operator === "/") return b === 0 ? undefined : a / b;
    if (operator === "%") return b === 0 ? undefined : a % b;
  }
  if ((typeof a === "number" && typeof b === "number") || (typeof a === "string" && typeof b === "string")) {
    if (operator === "<") return a < b;
    if (operator === ">") return a > b;
    if (operator === "<=") return a <= b;
    if (operator === ">=") return a >= b;
  }
  return undefined;
}

export function applySign(evaluator: Evaluator, operator: string, operand: Value, origin: Expression): Value {
  if (operand.kind === "scalar") {
    if (operator === "!") return scalar(!operand.value, origin);
    if (typeof operand.value === "number" && operator === "-") return scalar(-operand.value, origin);
    if (typeof operand.value === "number" && operator === "+") return scalar(operand.value, origin);
  }
  return unknown("a computation", operator, evaluator.hashOfValue(operand));
}
