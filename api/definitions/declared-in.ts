import { readSource } from "../../templates/source.ts";
import type { DefinitionFormat } from "../database/tables.ts";
import type { Declared } from "./declared-variables.ts";
import { fileOf } from "./evaluate-held.ts";
import { evaluationThreads } from "./evaluation-threads.ts";

/**
 * The variables that a definition declares, by name; one that is not saved, too. None when it cannot be read. Throws as
 * `evaluateHeld` when too many wait.
 *
 * @param project id of the project that asks
 */
export async function declaredIn(
  project: string,
  { format, text }: { readonly format: DefinitionFormat; readonly text: string },
  signal: AbortSignal,
): Promise<Declared> {
  const { value: source } = await readSource({ file: fileOf(format), text });
  if (!source) return new Map();
  const { value: form = [] } = await evaluationThreads.form(project, source, new Set(), { signal });
  return new Map(form.map((field) => [field.name, field]));
}
