import type { Diagnostic } from "../constructs/diagnostic.ts";
import { secretReference } from "../constructs/secret-reference.ts";
import type { Secrets } from "./evaluation.ts";

/** Shorter values would match by chance and tell more by what is missing. */
const SHORTEST = 4;

/** Puts the reference of a secret wherever its value came into a diagnostic, e.g. because it was also written literally. */
export function redact(diagnostics: readonly Diagnostic[], secrets: Secrets): Diagnostic[] {
  const values = [...secrets].filter(([, value]) => value.length >= SHORTEST);
  if (values.length === 0) return [...diagnostics];
  const hide = (text: string) =>
    values.reduce((hidden, [name, value]) => hidden.replaceAll(value, secretReference(name)), text);
  return diagnostics.map((diagnostic) => {
    const { message, got, allowed, fix } = diagnostic;
    return {
      ...diagnostic,
      message: hide(message),
      ...(got !== undefined && { got: hide(got) }),
      ...(allowed !== undefined && { allowed: hide(allowed) }),
      ...(fix !== undefined && { fix: hide(fix) }),
    };
  });
}
