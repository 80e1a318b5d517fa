import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import { readSource, type Source } from "../../templates/source.ts";
import { type FormField, formOf } from "../../templates/template-form.ts";
import type { DefinitionFormat } from "../database/tables.ts";
import { fileOf } from "./evaluate-held.ts";
import { evaluationThreads } from "./evaluation-threads.ts";

/** Declared variables, by name. */
export type Declared = ReadonlyMap<string, FormField>;

/** Characters of a JSON definition that is read faster than a thread is asked to. */
const SMALL = 64 * 1024;

/**
 * The variables that a definition declares; one that is not saved, too. None when it cannot be read. Throws as `evaluateHeld`
 * when too many wait.
 *
 * @param project id of the project that asks
 */
export async function declaredIn(
  project: string,
  { format, text }: { readonly format: DefinitionFormat; readonly text: string },
  signal?: AbortSignal,
): Promise<Declared> {
  if (format === "json" && !MENTIONS_VARIABLES.test(text)) return new Map();
  const { value: source } = await readSource({ file: fileOf(format), text });
  const form = source ? await fieldsOf(project, source, signal) : [];
  return new Map(form.map((field) => [field.name, field]));
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
