import type { Diagnostic } from "../constructs/diagnostic.ts";
import { secretReference, urlPart } from "../constructs/secret-reference.ts";
import type { Secrets } from "../templates/evaluation.ts";

/** Shorter values are found in any text, and taking them out would tell more than it hides. */
const SHORTEST_TELLING = 4;

/** Takes secrets out of a text that comes from elsewhere, e.g. an API server's message or a container's log. */
export function redact(text: string, secrets: Secrets): string {
  let redacted = text;
  for (const [name, value] of secrets) {
    if (value.length < SHORTEST_TELLING) continue;
    for (const form of formsOf(value)) redacted = redacted.replaceAll(form, secretReference(name));
  }
  return redacted;
}

export function redactDiagnostic(diagnostic: Diagnostic, secrets: Secrets): Diagnostic {
  const { message, got } = diagnostic;
  return { ...diagnostic, message: redact(message, secrets), ...(got !== undefined && { got: redact(got, secrets) }) };
}

/** A line of a secret of several lines is taken out by itself, when it is this long: logs come line by line. */
const SHORTEST_LINE = 12;

/**
 * Takes the same secrets out of many texts, in one pass each; also single lines of secrets that have several.
 *
 * @param secrets name and value; a name may come more than once
 */
export function redactor(secrets: Iterable<readonly [string, string]>): (text: string) => string {
  const names = new Map<string, string>();
  for (const [name, value] of secrets) {
    const lines = value.includes("\n") ? value.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE) : [];
    for (const part of [value, ...lines]) {
      if (part.length >= SHORTEST_TELLING) for (const form of formsOf(part)) names.set(form, name);
    }
  }
  if (names.size === 0) return (text) => text;
  // The longest first: of two secrets one may begin with the other.
  const forms = [...names.keys()].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(forms.map((form) => form.replace(SPECIAL, "\\$&")).join("|"), "g");
  return (text) => text.replace(pattern, (form) => secretReference(names.get(form) as string));
}

/** Characters that mean something in a pattern. */
const SPECIAL = /[\\^$.*+?()[\]{}|/-]/g;

/** As it is, as Secrets hold it, as JSON quotes it and as URLs escape it. */
function formsOf(value: string): Set<string> {
  const base64 = Buffer.from(value, "utf8").toString("base64");
  return new Set([
    value,
    base64,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
    urlPart(value),
  ]);
}
