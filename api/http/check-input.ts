import type { z } from "zod";
import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { didYouMean, nearestName } from "../../constructs/nearest-name.ts";
import { invalid } from "./problem.ts";

const MOST_TOLD = 50;

/**
 * Reads what a request gives by its schema. Throws Problem "invalid" with everything that is wrong; values are never
 * repeated, since any of them may be secret.
 *
 * @param where `body`, `query`: said when it is missing as a whole
 */
export function checkInput<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const { data, error } = schema.safeParse(value);
  if (!error) return data as z.output<S>;
  const keys = "shape" in schema ? Object.keys(schema.shape as object) : [];
  throw invalid(error.issues.slice(0, MOST_TOLD).flatMap((issue) => diagnosticsOf(issue, keys, where)));
}

function diagnosticsOf(issue: z.core.$ZodIssue, keys: readonly string[], where: string): Diagnostic[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.slice(0, MOST_TOLD).map((key) => {
      const shown = JSON.stringify(key.slice(0, 60));
      const fix = path.length === 0 ? didYouMean(nearestName(key, keys)) : undefined;
      return {
        severity: "error",
        code: "unknown-key",
        message: `${shown} is not known here`,
        path: [...path, key.slice(0, 60)],
        ...(fix && { fix }),
      };
    });
  }
  if (path.length === 0 && issue.code === "invalid_type") {
    return [
      {
        severity: "error",
        code: "missing",
        message: `the ${where} is missing or of the wrong type`,
        allowed: keys.join(", "),
      },
    ];
  }
  return [
    {
      severity: "error",
      code: codeOf(issue),
      message: `${path.join(".") || where}: ${lowerFirst(issue.message)}`,
      path,
    },
  ];
}

function codeOf(issue: z.core.$ZodIssue): string {
  return issue.code.replaceAll("_", "-");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
