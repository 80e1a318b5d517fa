import type { Evaluator } from "./evaluator.ts";
import type { Binary, Expression } from "./expression.ts";
import { fieldOf } from "./fields.ts";
import { formatText } from "./format-text.ts";
import { isKnown, sameSymbolic, symbolic } from "./outcome.ts";
import { applyPlus } from "./plus.ts";
import { scalar, unknown } from "./results.ts";
import type { Scope, Value } from "./value.ts";

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
