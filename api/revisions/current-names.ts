import type { Kysely } from "kysely";
import type { Database, HeldNames } from "../database/tables.ts";
import type { ProjectAccess } from "../identity/project-access.ts";

/** What the newest revision holds by name: what a deployment of something else would remove. Undefined before the first. */
export async function currentNames(
  database: Kysely<Database>,
  { id, lastRevision }: ProjectAccess,
): Promise<HeldNames | undefined> {
  const row = await database
    .selectFrom("revisions")
    .select("names")
    .where("project_id", "=", id)
    .where("number", "=", lastRevision)
    .executeTakeFirst();
  return row?.names;
}
