import type { Kysely } from "kysely";
import type { Database, DefinitionFormat, HeldNames } from "../database/tables.ts";

/** Older ones are forgotten: they are there to tell what has changed since somebody read one, revisions to go back to. */
export const VERSIONS_KEPT = 50;

export interface SavedDefinition {
  readonly format: DefinitionFormat;
  readonly text: string;
  readonly names: HeldNames;
}

/**
 * Makes a definition the current one of a project, unless it is. The project's row must be locked by the transaction.
 *
 * @param savedBy as `callerName` names who saves it
 * @returns the number of the current definition
 */
export async function saveDefinition(
  transaction: Kysely<Database>,
  project: { readonly id: string; readonly definitionVersion: number },
  { format, text, names }: SavedDefinition,
  savedBy: string,
): Promise<number> {
  const { id, definitionVersion } = project;
  const same = await transaction
    .updateTable("definitions")
    // The same text may hold other names by other values of its variables.
    .set({ names: JSON.stringify(names) })
    .where("project_id", "=", id)
    .where("version", "=", definitionVersion)
    .where("format", "=", format)
    .where("text", "=", text)
    .returning("version")
    .executeTakeFirst();
  if (same) return same.version;
  const version = definitionVersion + 1;
  await transaction
    .insertInto("definitions")
    .values({ project_id: id, version, format, text, names: JSON.stringify(names), saved_by: savedBy })
    .execute();
  await transaction
    .updateTable("projects")
    .set({ definition_version: version, updated_at: new Date() })
    .where("id", "=", id)
    .execute();
  await transaction
    .deleteFrom("definitions")
    .where("project_id", "=", id)
    .where("version", "<=", version - VERSIONS_KEPT)
    .execute();
  return version;
}
