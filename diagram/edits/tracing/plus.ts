import type { Evaluator } from "./evaluator.ts";
import type { Expression } from "./expression.ts";
import { ProgramFailure, scalar, unknown } from "./results.ts";
import { objectOf, type Value } from "./value.ts";

/** `left + right` of lists, objects, texts and numbers. */
export function applyPlus(evaluator: Evaluator, left: Value, right: Value, origin: Expression): Value {
  if (left.kind === "object" || right.kind === "object") {
    const layers = [left, right].map((one) =>
      one.kind === "object" ? one.layers : one.kind === "unknown" ? [one] : undefined,
    );
    const [below, above] = layers;
    if (below && above) evaluator.spend(below.length + above.length);
    if (below && above) return objectOf([...below, ...above]);
  }
  if (left.kind === "list" || right.kind === "list") {
    const segments = [left, right].map((one) =>
      one.kind === "list" ? one.segments : one.kind === "unknown" ? [one] : undefined,
    );
    const [before, after] = segments;
    if (before && after) evaluator.spend(before.length + after.length);
    if (before && after) return { kind: "list", segments: [...before, ...after] };
  }
  if (left.kind === "scalar" && right.kind === "scalar") {
    const [a, b] = [left.value, right.value];
    if (typeof a === "number" && typeof b === "number") return scalar(a + b, origin);
    if (typeof a === "string" || typeof b === "string") {
      const text = asText(a) + asText(b);
      evaluator.spend(Math.ceil(text.length / 64));
      return scalar(text, origin);
    }
    throw new ProgramFailure("these cannot be added");
  }
  return unknown("a text that is put together", "+", evaluator.hashOfValue(left), evaluator.hashOfValue(right));
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : String(value);
}
