import { type Kysely, type Selectable, sql } from "kysely";
import type { Database, UpdateState, UpdateTable } from "../database/tables.ts";

/** An update, with the name of its zone. */
export type UpdateRow = Selectable<UpdateTable> & { readonly zone_name: string };

/** States that nothing follows. */
export const ENDED: ReadonlySet<UpdateState> = new Set([
  "succeeded",
  "unchanged",
  "not-ready",
  "failed",
  "cancelled",
  "superseded",
]);

export function selectUpdates(database: Kysely<Database>) {
  return database
    .selectFrom("updates")
    .innerJoin("zones", "zones.id", "updates.zone_id")
    .selectAll("updates")
    .select("zones.name as zone_name");
}

/** Wakes everybody who follows an update; told when the transaction is committed. */
export async function notifyUpdate(database: Kysely<Database>, channel: string, updateId: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${updateId})`.execute(database);
}
