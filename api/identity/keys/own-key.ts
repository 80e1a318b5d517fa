import { type Kysely, sql } from "kysely";
import type { Database } from "../../database/tables.ts";

/** What a key may know of itself. `projects`: names of those it is for; null when it is for all of its person's. */
export async function findOwnKey(database: Kysely<Database>, keyId: string) {
  const row = await database
    .selectFrom("api_keys")
    .select(["id", "name", "start", "permissions", "scope", "project_id", "expires_at"])
    .select(
      sql<string[]>`array(
        select name from projects where id = any(scope) or id = api_keys.project_id order by name
      )`.as("projects"),
    )
    .where("id", "=", keyId)
    .executeTakeFirstOrThrow();
  const isForAll = row.scope === null && row.project_id === null;
  return { ...row, projects: isForAll ? null : row.projects };
}
