import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { tellWho } from "../identity/who.ts";
import type { Who } from "../views/who.ts";

/** Entries that are looked through at most: the last change is nearly always among the newest. */
const NEWEST = 200;

/** Who changed something last, and when, as the audit log of the project tells it; for a write that came too late. */
export async function lastChange(
  database: Kysely<Database>,
  projectId: string,
  target: Readonly<Record<string, string>>,
): Promise<{ readonly by: Who; readonly at: string } | undefined> {
  const newest = database
    .selectFrom("audit_entries")
    .selectAll()
    .where("project_id", "=", projectId)
    .orderBy("id", "desc")
    .limit(NEWEST)
    .as("newest");
  const entry = await database
    .selectFrom(newest)
    .select(["caller", "at"])
    .where(sql<boolean>`target @> ${JSON.stringify(target)}::jsonb`)
    .orderBy("id", "desc")
    .executeTakeFirst();
  if (!entry) return undefined;
  const by = (await tellWho(database, [entry.caller])).get(entry.caller) as Who;
  return { by, at: entry.at.toISOString() };
}
