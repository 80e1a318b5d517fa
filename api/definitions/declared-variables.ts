import type { Kysely } from "kysely";
import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import { readSource, type Source } from "../../templates/source.ts";
import { type FormField, formOf as formHere } from "../../templates/template-form.ts";
import type { Database } from "../database/tables.ts";
import { currentDefinition } from "./current-definition.ts";
import { fileOf } from "./evaluate-held.ts";
import { evaluationThreads } from "./evaluation-threads.ts";

export type Declared = ReadonlyMap<string, FormField>;

const NONE: Declared = new Map();
const MOST_KEPT = 2000;
/** Characters. Larger ones are asked for anew each time. */
const LARGEST_KEPT = 20_000;
/** Characters of a JSON definition that is read faster than a thread is asked to. */
const SMALL = 64 * 1024;

/** What definitions declare, by project and number: a definition never changes. */
const kept = new Map<string, Declared>();

/**
 * The variables that a project's current definition declares, by name. None when there is no definition, or it cannot be
 * read. Throws as `evaluateHeld` when too many wait.
 */
export async function declaredVariables(
  database: Kysely<Database>,
  project: { readonly id: string; readonly definitionVersion: number },
  signal: AbortSignal,
): Promise<Declared> {
  const { id, definitionVersion } = project;
  if (definitionVersion === 0) return NONE;
  const name = `${id} ${definitionVersion}`;
  const known = kept.get(name);
  if (known) return known;
  const row = await currentDefinition(database, project);
  const { value: source } = row ? await readSource({ file: fileOf(row.format), text: row.text }) : {};
  if (!source) return NONE;
  const form = await formOf(id, source, signal);
  const declared = new Map(form.map((field) => [field.name, field]));
  if (JSON.stringify(form).length <= LARGEST_KEPT) {
    kept.set(name, declared);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
  }
  return declared;
}

async function formOf(project: string, source: Source, signal: AbortSignal): Promise<readonly FormField[]> {
  if (source.format !== "json" || source.text.length > SMALL) {
    return (await evaluationThreads.form(project, source, new Set(), { signal })).value ?? [];
  }
  try {
    return await formHere(source);
  } catch (error) {
    if (error instanceof DiagnosticsError) return [];
    throw error;
  }
}
