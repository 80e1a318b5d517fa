import type { Diagnostic } from "../constructs/diagnostic.ts";
import { secretReference } from "../constructs/secret-reference.ts";
import type { Secrets } from "./evaluation.ts";

/** Shorter values would match by chance and tell more by what is missing. */
const SHORTEST = 4;

/** Values are cut where they are shown, so that the beginning of a long one counts as well. */
const BEGINNING = 40;

/** Puts the reference of a secret wherever its value came into a diagnostic, e.g. because it was also written literally. */
export function redact(diagnostics: readonly Diagnostic[], secrets: Secrets): Diagnostic[] {
  const values = [...secrets].flatMap(([name, value]) => writtenForms(value).map((form) => [name, form] as const));
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

function writtenForms(value: string): string[] {
  const quoted = JSON.stringify(value).slice(1, -1);
  const forms = [value, quoted].flatMap((form) =>
    form.length > BEGINNING ? [form, form.slice(0, BEGINNING)] : [form],
  );
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST).toSorted((a, b) => b.length - a.length);
}
