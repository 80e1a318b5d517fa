import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import { ViewCache } from "../view-cache.ts";
import { currentDefinition } from "./current-definition.ts";
import { type Declared, declaredIn } from "./declared-in.ts";

const NONE: Declared = new Map();
/** What definitions declare, by project and number: a definition never changes. */
const kept = new ViewCache(4 * 1024 * 1024);

/**
 * The variables that a project's current definition declares, by name. None when there is no definition, or it cannot be
 * read. Throws as `evaluateHeld` when too many wait.
 */
export async function declaredVariables(
  database: Kysely<Database>,
  project: { readonly id: string; readonly definitionVersion: number },
): Promise<Declared> {
  const { id, definitionVersion } = project;
  if (definitionVersion === 0) return NONE;
  const form = await kept.get(`${id} ${definitionVersion}`, async () => {
    const row = await currentDefinition(database, project);
    return row ? [...(await declaredIn(id, row)).values()] : [];
  });
  return form.length === 0 ? NONE : new Map(form.map((field) => [field.name, field]));
}
