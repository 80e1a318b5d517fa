import { type Kysely, sql } from "kysely";
import { CHANNEL } from "../database/notifications.ts";
import type { Database, KeptEvent } from "../database/tables.ts";
import { notifyUpdate } from "./update-row.ts";

/**
 * Keeps events of an update after those it has, and wakes who follows it. For updates that nobody runs: their row must be
 * locked, so that no two writers count on from the same number.
 */
export async function keepEvents(
  transaction: Kysely<Database>,
  updateId: string,
  events: readonly KeptEvent[],
): Promise<void> {
  const texts = events.map((event) => JSON.stringify(event));
  await sql`
    insert into update_events (update_id, seq, event)
    select ${updateId}::uuid, kept.last + new.number, new.event
    from (select coalesce(max(seq), 0) as last from update_events where update_id = ${updateId}::uuid) as kept,
      unnest(${texts}::jsonb[]) with ordinality as new (event, number)`.execute(transaction);
  await notifyUpdate(transaction, CHANNEL.update, updateId);
}
