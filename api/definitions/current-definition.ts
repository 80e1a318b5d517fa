import type { Kysely, Selectable } from "kysely";
import type { Database, DefinitionTable } from "../database/tables.ts";

/** The current definition of a project with who saved it; undefined when none was saved yet. */
export function currentDefinition(
  database: Kysely<Database>,
  { id, definitionVersion }: { readonly id: string; readonly definitionVersion: number },
): Promise<Selectable<DefinitionTable> | undefined> {
  return database
    .selectFrom("definitions")
    .selectAll()
    .where("project_id", "=", id)
    .where("version", "=", definitionVersion)
    .executeTakeFirst();
}
