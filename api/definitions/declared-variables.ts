import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import { ViewCache } from "../view-cache.ts";
import { currentDefinition } from "./current-definition.ts";
import { type Declared, declaredFields, type GivenValues, withGiven } from "./declared-in.ts";

const NONE: Declared = new Map();
/** What definitions declare, by project and number: a definition never changes. */
const kept = new ViewCache(4 * 1024 * 1024);

/**
 * The variables that a project's current definition declares. None when there is no definition, or it cannot be read.
 * Throws as `declaredIn`.
 *
 * @param given values that a request gives for them
 */
export async function declaredVariables(
  database: Kysely<Database>,
  project: { readonly id: string; readonly definitionVersion: number },
  given: GivenValues,
  signal?: AbortSignal,
): Promise<Declared> {
  const { id, definitionVersion } = project;
  if (definitionVersion === 0) return NONE;
  const fields = await kept.get(`${id} ${definitionVersion}`, async () => {
    const row = await currentDefinition(database, project);
    return row ? declaredFields(id, row) : [];
  });
  return fields.length === 0 ? NONE : withGiven(id, fields, given, signal);
}
