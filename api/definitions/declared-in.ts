import { type Diagnostic, DiagnosticsError } from "../../constructs/diagnostic.ts";
import { readSource, type Source } from "../../templates/source.ts";
import { type FormField, formOf } from "../../templates/template-form.ts";
import { checkValue } from "../../templates/variable-check.ts";
import type { DefinitionFormat } from "../database/tables.ts";
import { fileOf } from "./evaluate-held.ts";
import { evaluationThreads } from "./evaluation-threads.ts";

/** A variable as a definition declares it. */
export interface DeclaredVariable extends FormField {
  /** What is wrong with the value that a request gives for it, if it is to be a secret. */
  readonly wrong?: readonly Diagnostic[];
}

/** Declared variables, by name. */
export type Declared = ReadonlyMap<string, DeclaredVariable>;

/** Values that a request gives, by the name of the variable. */
export type GivenValues = Readonly<Record<string, { readonly value: string }>>;

/** Characters of a JSON definition that is read faster than a thread is asked to. */
const SMALL = 64 * 1024;

/**
 * The variables that a definition declares; one that is not saved, too. None when it cannot be read. Throws as `evaluateHeld`
 * when too many wait.
 *
 * @param project id of the project that asks
 * @param given values that a request gives for them
 */
export async function declaredIn(
  project: string,
  definition: { readonly format: DefinitionFormat; readonly text: string },
  given: GivenValues,
  signal?: AbortSignal,
): Promise<Declared> {
  return withGiven(project, await declaredFields(project, definition, signal), given, signal);
}

/** What a definition declares, in its order. Throws as `declaredIn`. */
export async function declaredFields(
  project: string,
  { format, text }: { readonly format: DefinitionFormat; readonly text: string },
  signal?: AbortSignal,
): Promise<readonly FormField[]> {
  if (format === "json" && !MENTIONS_VARIABLES.test(text)) return [];
  const { value: source } = await readSource({ file: fileOf(format), text });
  return source ? fieldsOf(project, source, signal) : [];
}

/** Declared variables by name, with what is wrong with the values that are given. Throws as `declaredIn`. */
export async function withGiven(
  project: string,
  fields: readonly FormField[],
  given: GivenValues,
  signal?: AbortSignal,
): Promise<Declared> {
  const asSecrets = fields
    .filter(({ name, type }) => type === "string" && Object.hasOwn(given, name))
    .map((field) => ({ field: { ...field, secret: true }, value: given[field.name]?.value ?? "" }));
  const patterned = asSecrets.filter(({ field }) => field.pattern !== undefined);
  const matched = await evaluationThreads.check(project, patterned, signal ? { signal } : {});
  const wrong = new Map(patterned.map(({ field }, index) => [field.name, matched[index] ?? []]));
  for (const { field, value } of asSecrets) {
    if (!wrong.has(field.name)) wrong.set(field.name, checkValue(field, value, []));
  }
  return new Map(
    fields.map((field) => {
      const found = wrong.get(field.name);
      return [field.name, found ? { ...field, wrong: found } : field];
    }),
  );
}

async function fieldsOf(project: string, source: Source, signal?: AbortSignal): Promise<readonly FormField[]> {
  if (source.format !== "json" || source.text.length > SMALL || MAY_TAKE_LONG.test(source.text)) {
    return (await evaluationThreads.form(project, source, new Set(), signal ? { signal } : {})).value ?? [];
  }
  try {
    return await formOf(source);
  } catch (error) {
    if (error instanceof DiagnosticsError) return [];
    throw error;
  }
}

/** Matching a default against a pattern takes up to 50 ms, and there may be hundreds. */
const MAY_TAKE_LONG = /pattern|\\u/;

/** JSON that declares variables writes the word, perhaps with escapes. */
const MENTIONS_VARIABLES = /variables|\\u/;
