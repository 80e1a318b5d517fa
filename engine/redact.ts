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
