import { type Kysely, type Selectable, sql } from "kysely";
import type { Database, UpdateState, UpdateTable } from "../database/tables.ts";
import { ringProject } from "../live/project-bells.ts";
import type { KeptEvent } from "../views/update-event.ts";
import { removeClaim } from "../zones/claims.ts";
import { addRemoveProjectJob, addUpdateJob } from "./jobs.ts";
import { type Holder, keepEventsOfHolder, NotHeldError } from "./keep-events.ts";
import { keptText, type ToldEvent } from "./kept-event.ts";

export interface EndedUpdate {
  readonly row: Selectable<UpdateTable>;
  readonly state: Exclude<UpdateState, "waiting" | "running" | "superseded">;
  /** What is told before the state. */
  readonly events: readonly ToldEvent[];
  /** Number of the next event. */
  readonly nextEvent: number;
}

/**
 * Writes down how an update has ended, in one transaction. May be tried again when it is not known whether that was
 * committed.
 *
 * @throws NotHeldError when another worker runs it now
 */
export async function endUpdate(
  database: Kysely<Database>,
  holder: Holder,
  { row: { project_id, zone_id, operation }, state, events, nextEvent }: EndedUpdate,
): Promise<void> {
  const { updateId, workerId, attempt } = holder;
  const texts = [...events, { type: "state", state, attempt } as const].map(keptText);
  const result = resultIn(texts);
  const gone = operation === "destroy" && (state === "succeeded" || state === "unchanged");
  await database.transaction().execute(async (transaction) => {
    // Of updates in several zones that end at the same time the last one must see the others.
    if (gone) await lockProject(transaction, project_id);
    const row = await transaction
      .selectFrom("updates")
      .select(["state", "worker_id", "attempt"])
      .where("id", "=", updateId)
      .forUpdate()
      .executeTakeFirst();
    if (row?.worker_id !== workerId || row.attempt !== attempt) throw new NotHeldError("another worker runs it now");
    if (row.state === state) return;
    await keepEventsOfHolder(transaction, holder, nextEvent, texts);
    await ringProject(transaction, project_id);
    await transaction
      .updateTable("updates")
      .set({ state, ended_at: sql<Date>`now()`, ...(result && { result }) })
      .where("id", "=", updateId)
      .execute();
    if (!gone) return;
    await removeClaim(transaction, project_id, zone_id);
    if (await isToBeRemoved(transaction, project_id)) await addRemoveProjectJob(transaction, project_id);
  });
}

/** The result as it was made small enough to be kept. */
function resultIn(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const event = JSON.parse(text) as KeptEvent;
    if (event.type === "result") return JSON.stringify(event.result);
  }
  return undefined;
}

/** Lets go of an update in the middle, for another worker to go on with it at once. */
export async function releaseUpdate(database: Kysely<Database>, { updateId, workerId, attempt }: Holder) {
  await database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("updates")
      .set({ worker_id: null })
      .where("id", "=", updateId)
      .where("worker_id", "=", workerId)
      .where("attempt", "=", attempt)
      .where("state", "=", "running")
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await addUpdateJob(transaction, updateId);
  });
}

/**
 * Removes a project that is to be deleted and is in no zone any more, with everything that belongs to it. Those who follow
 * its last update have had a moment to read how it ended; see `addRemoveProjectJob`.
 */
export async function removeProject(database: Kysely<Database>, projectId: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await lockProject(transaction, projectId);
    if (!(await isToBeRemoved(transaction, projectId))) return;
    await transaction.deleteFrom("projects").where("id", "=", projectId).execute();
  });
}

async function lockProject(transaction: Kysely<Database>, projectId: string): Promise<void> {
  await sql`select from projects where id = ${projectId} for no key update`.execute(transaction);
}

/** Whether nothing is under way any more and the last update in each of its zones has removed it there. */
async function isToBeRemoved(transaction: Kysely<Database>, projectId: string): Promise<boolean> {
  const { rows } = await sql`
    select from projects
    where id = ${projectId} and state = 'deleting'
      and not exists (
        select from (
          select distinct on (zone_id) operation, state from updates
          where project_id = ${projectId} and (attempt > 0 or state in ('waiting', 'running'))
          order by zone_id, id desc
        ) as last
        where last.operation <> 'destroy' or last.state not in ('succeeded', 'unchanged')
      )`.execute(transaction);
  return rows.length > 0;
}
