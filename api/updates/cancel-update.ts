import { type Kysely, sql } from "kysely";
import { CHANNEL } from "../database/notifications.ts";
import type { Database } from "../database/tables.ts";
import { conflict } from "../http/problem.ts";
import { removeUpdateJob } from "./jobs.ts";
import { keepEvents } from "./keep-events.ts";
import type { UpdateRow } from "./update-row.ts";

/**
 * Cancels an update: at once when it waits; a running one is told to end, which it does with what it has written so far.
 *
 * @throws Problem "conflict" when it has ended
 */
export async function cancelUpdate(transaction: Kysely<Database>, { id, zone_name }: UpdateRow): Promise<UpdateRow> {
  const { state, attempt } = await transaction
    .selectFrom("updates")
    .select(["state", "attempt"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const change = () => transaction.updateTable("updates").where("id", "=", id).returningAll();
  if (state === "waiting") {
    const row = await change().set({ state: "cancelled", ended_at: sql<Date>`now()` }).executeTakeFirstOrThrow();
    await keepEvents(transaction, id, [{ type: "state", state: "cancelled", attempt }]);
    await removeUpdateJob(transaction, id);
    return { ...row, zone_name };
  }
  if (state !== "running") throw conflict(`the update has ended already, as "${state}"`);
  const row = await change().set({ cancel_requested: true }).executeTakeFirstOrThrow();
  await sql`select pg_notify(${CHANNEL.cancel}, ${id})`.execute(transaction);
  return { ...row, zone_name };
}
