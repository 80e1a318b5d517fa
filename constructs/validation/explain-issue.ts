import type { core } from "zod";
import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { acceptableName } from "../dns-name.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import { explainUnknownKey } from "./explain-unknown-key.ts";
import { showValue } from "./show-value.ts";
import { describeSchema, schemaAt } from "./spec-schema.ts";

type Issue = core.$ZodIssue;

/** One finding of the schema, in the user's terms. `value` is what stands at the root of the definition. */
export function explainIssue(issue: Issue, value: unknown, parent: ValuePath = []): Diagnostic[] {
  const path = [...parent, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  const got = valueAt(value, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => explainUnknownKey(path, key));
    case "invalid_union":
      return explainUnion(issue, value, path);
    case "invalid_key":
      return [explainName(path, issue.issues[0]?.message)];
    case "invalid_type":
      return [got === undefined ? explainMissing(path) : explainType(path, got)];
    case "invalid_value":
      return [explainChoice(path, got, issue.values.map(String))];
    case "too_big":
    case "too_small":
      return [explainRange(issue, path, got)];
    case "invalid_format":
      return [explainFormat(path, got, issue.message)];
    default:
      return [{ severity: "error", code: "wrong-value", message: issue.message, path }];
  }
}

/** Only the branch that the value was meant for has anything to say; without one, all of them are offered. */
function explainUnion(issue: core.$ZodIssueInvalidUnion, value: unknown, path: ValuePath): Diagnostic[] {
  const meant = issue.errors.find((branch) => !branch.some(isWrongKind));
  if (meant) return meant.flatMap((inner) => explainIssue(inner, value, path));
  const got = valueAt(value, path);
  if (got === undefined) return [explainMissing(path)];
  const words = typeof got === "string" ? choicesOf(issue) : [];
  return [words.length > 0 ? explainWord(path, got, words) : explainType(path, got)];
}

/** The words among the branches of a union: `"rolling"` where an object would do as well. */
function choicesOf({ errors }: core.$ZodIssueInvalidUnion): string[] {
  return errors
    .flat()
    .flatMap((issue) => (issue.code === "invalid_value" && issue.path.length === 0 ? issue.values.map(String) : []));
}

function explainWord(path: ValuePath, got: unknown, words: readonly string[]): Diagnostic {
  return { ...explainChoice(path, got, words), allowed: allowedAt(path) };
}

function isWrongKind(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
}

function explainMissing(path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "missing-value",
    message: `${JSON.stringify(path.at(-1) ?? "definition")} is missing`,
    path,
    allowed: allowedAt(path),
  };
}

function explainType(path: ValuePath, got: unknown): Diagnostic {
  const allowed = allowedAt(path);
  return {
    severity: "error",
    code: "wrong-type",
    message: "not a value that fits here",
    path,
    got: showValue(got),
    allowed,
    fix: fixForType(got, allowed ?? ""),
  };
}

function fixForType(got: unknown, allowed: string): string | undefined {
  if (typeof got === "string" && /number/.test(allowed) && /^[0-9]+$/.test(got)) return `write ${got} without quotes`;
  if (allowed.startsWith("true or false") && /^(true|yes|on|false|no|off)$/i.test(String(got))) {
    return `write ${/^(true|yes|on)$/i.test(String(got))} without quotes`;
  }
  if (typeof got === "string" && allowed === "a list") return `write [${showValue(got)}]`;
  const mount =
    typeof got === "string" && allowed.startsWith("an object with volume")
      ? /^([^:]+):(\/[^:]*)(?::ro)?$/.exec(got)
      : null;
  if (mount) return `write { "volume": ${JSON.stringify(mount[1])}, "path": ${JSON.stringify(mount[2])} }`;
  if (typeof got === "number" && allowed === "text") return `write "${got}"`;
  return undefined;
}

function explainChoice(path: ValuePath, got: unknown, choices: readonly string[]): Diagnostic {
  if (got === undefined) return explainMissing(path);
  return {
    severity: "error",
    code: "wrong-choice",
    message: "not one of the choices",
    path,
    got: showValue(got),
    allowed: choices.join(", "),
    fix: didYouMean(nearestName(String(got), choices)),
  };
}

function explainRange(issue: core.$ZodIssueTooBig | core.$ZodIssueTooSmall, path: ValuePath, got: unknown): Diagnostic {
  const [bound, word] = issue.code === "too_big" ? [issue.maximum, "most"] : [issue.minimum, "least"];
  const unit = issue.origin === "string" ? " characters" : issue.origin === "array" ? " entries" : "";
  const more = issue.inclusive === false ? `more than ${bound}` : `at ${word} ${bound}${unit}`;
  return {
    severity: "error",
    code: "out-of-range",
    message: `${unit ? "length" : "number"} out of range`,
    path,
    got: unit ? `${(got as ArrayLike<unknown>).length}${unit}` : showValue(got),
    allowed: unit ? more : numberRange(path, more),
  };
}

function numberRange(path: ValuePath, otherwise: string): string {
  const range = allowedAt(path)?.match(/a whole number from \S+ to \S+/);
  return range ? range[0] : otherwise;
}

function explainFormat(path: ValuePath, got: unknown, allowed: string): Diagnostic {
  return {
    severity: "error",
    code: "wrong-format",
    message: "not written as it must be",
    path,
    got: showValue(got),
    allowed,
    fix: didYouMean(rewritten(path.at(-1), String(got))),
  };
}

/** The nearest text that is accepted. */
function rewritten(key: string | number | undefined, text: string): string | undefined {
  if (key === "name") return acceptableName(text);
  if (key === "image") return text.length <= 512 ? text.trim().replace(/^https?:\/\//, "") : undefined;
  const amount = /^\s*([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*([kmgt])i?b?\s*$/i.exec(text);
  if (amount && ["size", "memory"].includes(String(key))) {
    return `${amount[1]}${(amount[2] as string).toUpperCase()}i`;
  }
  return undefined;
}

function explainName(path: ValuePath, allowed: string | undefined): Diagnostic {
  return {
    severity: "error",
    code: "wrong-format",
    message: "not a name that can stand here",
    path,
    got: showValue(path.at(-1)),
    allowed,
  };
}

function allowedAt(path: ValuePath): string | undefined {
  const schema = schemaAt(path);
  return schema && describeSchema(schema);
}

function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, step)
        ? (inner as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}
