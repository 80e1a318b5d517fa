import { type Kysely, sql } from "kysely";
import type { Database } from "../../database/tables.ts";
import { mistake, notFound } from "../../http/problem.ts";

/** Keys as their person sees them. */
export function selectPersonsKeys(database: Kysely<Database>, personId: string) {
  return database
    .selectFrom("api_keys")
    .select(["id", "name", "start", "permissions", "scope", "made_by_key"])
    .select(["expires_at", "last_used_at", "created_at", "revoked_at"])
    .select(
      sql<string[]>`array(select name from projects where projects.id = any(api_keys.scope) order by name)`.as(
        "projects",
      ),
    )
    .where("person_id", "=", personId);
}

export type PersonsKeyRow = Awaited<ReturnType<typeof findPersonsKey>>;

export async function findPersonsKey(database: Kysely<Database>, personId: string, keyId: string) {
  const row = await selectPersonsKeys(database, personId).where("id", "=", keyId).executeTakeFirst();
  if (row) return row;
  throw notFound("key", keyId);
}

/** Ids of the projects that a new key is for. Throws Problem "invalid" for one the person is no member of. */
export async function readScope(
  database: Kysely<Database>,
  personId: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom("members")
    .innerJoin("projects", "projects.id", "members.project_id")
    .select(["projects.id", "projects.name"])
    .where("members.person_id", "=", personId)
    .where("projects.name", "in", [...names])
    .execute();
  const found = new Set(rows.map(({ name }) => name));
  const missing = names.findIndex((name) => !found.has(name));
  if (missing >= 0) {
    throw mistake(
      ["projects", missing],
      "unknown-project",
      `there is no project ${JSON.stringify(names[missing])} of yours`,
    );
  }
  return rows.map(({ id }) => id);
}
