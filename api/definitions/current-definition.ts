import type { Kysely, Selectable } from "kysely";
import type { Database, DefinitionTable } from "../database/tables.ts";
import { definitionByVersion } from "./definition-by-version.ts";

/** The current definition of a project with who saved it; undefined when none was saved yet. */
export function currentDefinition(
  database: Kysely<Database>,
  project: { readonly id: string; readonly definitionVersion: number },
): Promise<Selectable<DefinitionTable> | undefined> {
  return definitionByVersion(database, project, project.definitionVersion);
}
