import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { notFound } from "../http/problem.ts";
import type { ZoneRow } from "./connections.ts";

/** The row, held until the transaction ends: nobody changes the zone meanwhile, or claims it. Throws Problem "not-found". */
export async function lockZone(transaction: Kysely<Database>, name: string): Promise<ZoneRow> {
  const row = await transaction.selectFrom("zones").selectAll().where("name", "=", name).forUpdate().executeTakeFirst();
  if (!row) throw notFound("zone", name);
  return row;
}

/** What would be left dangling when a zone was removed. */
export async function usesOfZone(
  database: Kysely<Database>,
  id: string,
): Promise<{ readonly claims: number; readonly openUpdates: number }> {
  const { rows } = await sql<{ claims: number; openUpdates: number }>`
    select (select count(*)::int from claims where zone_id = ${id}) as claims,
      (select count(*)::int from updates where zone_id = ${id} and state in ('waiting', 'running')) as "openUpdates"`.execute(
    database,
  );
  return rows[0] as { claims: number; openUpdates: number };
}
