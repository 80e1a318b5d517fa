import type { core } from "zod";
import type { Diagnostic, ValuePath } from "../constructs/diagnostic.ts";
import { didYouMean, nearestName } from "../constructs/nearest-name.ts";
import { showValue } from "../constructs/validation/show-value.ts";

/** What a schema says about the parts of a definition that are no part of the spec, in the user's terms. */
export interface SchemaWords {
  /** Keys that are known, for suggestions. */
  readonly keys: readonly string[];
  /** What is accepted under a key, in words. */
  readonly allowed: Readonly<Record<string, string>>;
}

/** @param value what the schema looked at; `parent` is where it stands in the definition */
export function schemaDiagnostics(
  error: core.$ZodError,
  value: unknown,
  parent: ValuePath,
  words: SchemaWords,
): Diagnostic[] {
  return error.issues.flatMap((issue) => {
    const inner = issue.path as (string | number)[];
    const path = [...parent, ...inner];
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey([...path, key], key, words));
    const key = inner.findLast((step) => typeof step === "string");
    return [
      {
        severity: "error" as const,
        code: issue.code === "too_big" || issue.code === "too_small" ? "out-of-range" : "wrong-type",
        message: "not a value that fits here",
        path,
        got: showValue(valueAt(value, inner)),
        allowed: (key && words.allowed[key]) ?? words.allowed[""] ?? issue.message,
      },
    ];
  });
}

function unknownKey(path: ValuePath, key: string, words: SchemaWords): Diagnostic {
  const fix = didYouMean(nearestName(key, words.keys));
  return {
    severity: "error",
    code: "unknown-key",
    message: `unknown key ${showValue(key)}`,
    path,
    allowed: words.keys.join(", "),
    ...(fix && { fix }),
  };
}

function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], value);
}
