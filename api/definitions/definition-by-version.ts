import type { Kysely, Selectable } from "kysely";
import type { Database, DefinitionTable } from "../database/tables.ts";

/** A definition of a project as it was saved; undefined when there is none with that number, or it is not kept any more. */
export function definitionByVersion(
  database: Kysely<Database>,
  project: { readonly id: string },
  version: number,
): Promise<Selectable<DefinitionTable> | undefined> {
  return database
    .selectFrom("definitions")
    .selectAll()
    .where("project_id", "=", project.id)
    .where("version", "=", version)
    .executeTakeFirst();
}
