import type { FormField } from "./template-form.ts";
import type { Scalar } from "./variable.ts";
import { checkValue } from "./variable-check.ts";

/** Tried in turn for a blank that gives no example, until its pattern and bounds take one. */
const STAND_INS: readonly Scalar[] = [
  "example",
  "example.com",
  "you@example.com",
  "https://example.com",
  "Example-1-example-2-example-3-example",
  "1",
  1,
  false,
];

/**
 * Values for the blanks of a form that must be given, as text: their examples, else what they take. For previews and
 * tests; nobody deploys them. A blank that takes none of them is left out.
 */
export function exampleValues(fields: readonly FormField[]): Record<string, string> {
  const required = fields.filter(({ required }) => required);
  const values = required.map((field): [string, Scalar | undefined] => [field.name, exampleOf(field)]);
  return Object.fromEntries(values.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

function exampleOf(field: FormField): Scalar | undefined {
  const { example, choices = [], minimum } = field;
  if (example !== undefined) return example;
  const candidates = [...choices, ...(minimum === undefined ? [] : [minimum]), ...STAND_INS];
  return candidates.find((candidate) => checkValue(field, candidate, []).length === 0);
}
