import type { Kysely, Selectable } from "kysely";
import type { Database, UpdateState, UpdateTable } from "../database/tables.ts";

/** An update, with the name of its zone. */
export type UpdateRow = Selectable<UpdateTable> & { readonly zone_name: string };

/** States that nothing follows. */
export const ENDED_STATES: ReadonlySet<UpdateState> = new Set([
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
