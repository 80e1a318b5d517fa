import { type Kysely, sql } from "kysely";
import { CHANNEL } from "../database/notifications.ts";
import type { Database } from "../database/tables.ts";
import { keptText, type ToldEvent } from "./kept-event.ts";

/** Who runs an update, and for the how-manieth time it is begun: what proves that it is still his. */
export interface Holder {
  readonly updateId: string;
  readonly workerId: string;
  readonly attempt: number;
}

/** Thrown when an update is not this worker's any more. */
export class NotHeldError extends Error {
  override readonly name = "NotHeldError";
}

/**
 * Keeps events of an update after those it has, and wakes who follows it. For updates that nobody runs: their row must be
 * locked, so that no two writers count on from the same number.
 */
export async function keepEvents(
  transaction: Kysely<Database>,
  updateId: string,
  events: readonly ToldEvent[],
): Promise<void> {
  const texts = events.map(keptText);
  await sql`
    insert into update_events (update_id, seq, event)
    select ${updateId}::uuid, kept.last + new.number, new.event
    from (select coalesce(max(seq), 0) as last from update_events where update_id = ${updateId}::uuid) as kept,
      unnest(${texts}::jsonb[]) with ordinality as new (event, number)`.execute(transaction);
  await sql`select pg_notify(${CHANNEL.update}, ${updateId})`.execute(transaction);
}

/**
 * Keeps events of an update that a worker runs, under the numbers from `first` on; what is there already stays, so that it
 * may be tried again.
 *
 * @param texts events as `keptText` makes them
 * @throws NotHeldError when it is not his any more; nothing is written then
 */
export async function keepEventsOfHolder(
  database: Kysely<Database>,
  { updateId, workerId, attempt }: Holder,
  first: number,
  texts: readonly string[],
): Promise<void> {
  const { rows } = await sql`
    with held as (
      select id from updates
      where id = ${updateId}::uuid and worker_id = ${workerId} and attempt = ${attempt} and state = 'running'
      for update
    ), kept as (
      insert into update_events (update_id, seq, event)
      select held.id, ${first}::integer - 1 + new.number, new.event
      from held, unnest(${texts}::jsonb[]) with ordinality as new (event, number)
      on conflict do nothing
    )
    select pg_notify(${CHANNEL.update}, id::text) from held`.execute(database);
  if (rows.length === 0) throw new NotHeldError("another worker runs this update now");
}
