import type { Kysely } from "kysely";
import type { Database } from "../../database/tables.ts";
import { notFound } from "../../http/problem.ts";

/** A project's own keys, with who made each. */
export function selectProjectsKeys(database: Kysely<Database>, projectId: string) {
  return database
    .selectFrom("api_keys")
    .leftJoin("people", "people.id", "api_keys.created_by")
    .select(["api_keys.id", "api_keys.name", "api_keys.start", "api_keys.permissions", "api_keys.made_by_key"])
    .select(["api_keys.created_by", "people.name as maker"])
    .select(["api_keys.expires_at", "api_keys.last_used_at", "api_keys.created_at", "api_keys.revoked_at"])
    .where("api_keys.project_id", "=", projectId);
}

export type ProjectsKeyRow = Awaited<ReturnType<typeof findProjectsKey>>;

export async function findProjectsKey(database: Kysely<Database>, projectId: string, keyId: string) {
  const row = await selectProjectsKeys(database, projectId).where("api_keys.id", "=", keyId).executeTakeFirst();
  if (row) return row;
  throw notFound("key", keyId);
}
