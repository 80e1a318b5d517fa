import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { tellWho } from "../identity/who.ts";
import type { Who } from "../views/who.ts";

/**
 * Who changed something of the platform last, as the audit log tells it: what a stale write is told.
 *
 * @param parameter path parameter of the operations, such as `zone`
 */
export async function lastChange(
  database: Kysely<Database>,
  operations: readonly string[],
  parameter: string,
  name: string,
): Promise<{ readonly by: Who; readonly at: string } | null> {
  const entry = await database
    .selectFrom("audit_entries")
    .select(["caller", "at"])
    .where("operation", "in", operations)
    .where(sql<string>`target ->> ${parameter}`, "=", name)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!entry) return null;
  const by = (await tellWho(database, [entry.caller])).get(entry.caller) as Who;
  return { by, at: entry.at.toISOString() };
}
