import type { Diagnostic, ValuePath } from "../constructs/diagnostic.ts";
import { showValue } from "../constructs/validation/show-value.ts";
import { LIMIT } from "./limits.ts";
import { matchPattern, patternProblem } from "./pattern.ts";
import type { Scalar, Variable } from "./variable.ts";

/**
 * Everything that is wrong with a value of a variable. The value of a secret is never shown, and one that is kept was
 * checked when it was given: errors about its form would tell it piece by piece.
 */
export function checkValue(variable: Variable, value: Scalar, path: ValuePath): Diagnostic[] {
  const problem = findProblem(variable, value);
  if (!problem) return [];
  const got = variable.secret ? "a secret value" : showValue(value);
  return [{ severity: "error", path, got, ...problem }];
}

type Problem = Pick<Diagnostic, "code" | "message"> & Partial<Pick<Diagnostic, "allowed" | "fix" | "got">>;

function findProblem(variable: Variable, value: Scalar): Problem | undefined {
  if (typeof value !== variable.type) {
    return { code: "wrong-type", message: `${name(variable)} takes another type`, allowed: `a ${variable.type}` };
  }
  if (typeof value === "number") return numberProblem(variable, value);
  const problem = typeof value === "string" ? textProblem(variable, value) : undefined;
  return problem ?? (variable.kept ? undefined : choiceProblem(variable, value));
}

function numberProblem(variable: Variable, value: number): Problem | undefined {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = variable;
  if (!Number.isFinite(value)) return { code: "wrong-type", message: `${name(variable)} takes a number` };
  if (value >= minimum && value <= maximum) return choiceProblem(variable, value);
  const bounds = [
    ...(variable.minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(variable.maximum === undefined ? [] : [`at most ${maximum}`]),
  ];
  return { code: "out-of-range", message: `${name(variable)} is out of range`, allowed: bounds.join(", ") };
}

function textProblem(variable: Variable, value: string): Problem | undefined {
  if (value.length > LIMIT.value) {
    return {
      code: "too-large",
      message: `the value of ${name(variable)} is too long`,
      got: `${value.length} characters`,
      allowed: `at most ${LIMIT.value} characters`,
    };
  }
  if (value.includes("\0")) {
    return {
      code: "wrong-format",
      message: `the value of ${name(variable)} holds a NUL character`,
      got: "a NUL character",
    };
  }
  if (value.includes("⟦secret:")) {
    return {
      code: "reserved-text",
      message: "⟦secret: is how Espalier marks a secret inside, so it cannot stand in a value",
    };
  }
  return variable.kept ? undefined : patternMismatch(variable, value);
}

function patternMismatch(variable: Variable, value: string): Problem | undefined {
  const { pattern } = variable;
  if (pattern === undefined || patternProblem(pattern)) return undefined;
  const result = matchPattern(pattern, value);
  if (result === "matches") return undefined;
  return result === "differs"
    ? { code: "wrong-format", message: `${name(variable)} does not match its pattern`, allowed: pattern }
    : {
        code: "slow-pattern",
        message: `the pattern of ${name(variable)} takes longer than ${LIMIT.patternTime} ms to match`,
        fix: "write it without repetitions inside repetitions, such as (a+)+",
      };
}

function choiceProblem(variable: Variable, value: Scalar): Problem | undefined {
  if (!variable.choices || variable.choices.includes(value)) return undefined;
  return {
    code: "wrong-choice",
    message: `${name(variable)} takes another value`,
    allowed: variable.secret ? "one of its choices" : variable.choices.map(String).join(", "),
  };
}

function name(variable: Variable): string {
  return JSON.stringify(variable.name);
}
