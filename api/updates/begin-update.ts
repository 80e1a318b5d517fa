import { type Kysely, type Selectable, sql } from "kysely";
import type { Database, UpdateTable } from "../database/tables.ts";
import { ringProject } from "../live/project-bells.ts";
import { keepEvents } from "./keep-events.ts";
import type { ToldEvent } from "./kept-event.ts";
import { notice } from "./status-codes.ts";

/** A project in a zone: what is updated one after the other. */
export interface Place {
  readonly projectId: string;
  readonly zoneId: string;
}

/** An update that this worker runs from now on. */
export interface BegunUpdate {
  readonly row: Selectable<UpdateTable>;
  /** Number of the next event. */
  readonly nextEvent: number;
  /** False when a worker before has ended in the middle of it. */
  readonly first: boolean;
}

/** So many workers may die of one update; the next one ends it instead. */
export const MOST_CRASHES = 5;

/** Written out, and not as parameters: so the indices of the few that are open serve it. */
const OPEN = sql<boolean>`(state = 'running' or state = 'waiting')`;

/** Whether something waits or runs there. */
export async function hasOpenUpdate(database: Kysely<Database>, { projectId, zoneId }: Place): Promise<boolean> {
  const open = await database
    .selectFrom("updates")
    .select("id")
    .where("project_id", "=", projectId)
    .where("zone_id", "=", zoneId)
    .where(OPEN)
    .limit(1)
    .execute();
  return open.length > 0;
}

/**
 * Begins what is to be done next: what a worker that has ended left running, else what waits. The caller holds the lock for
 * updates of the project in the zone, so whatever is running there is run by nobody.
 */
export async function beginNext(
  database: Kysely<Database>,
  workerId: string,
  place: Place,
): Promise<BegunUpdate | undefined> {
  return database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom("updates")
      .selectAll()
      .where("project_id", "=", place.projectId)
      .where("zone_id", "=", place.zoneId)
      .where(OPEN)
      .orderBy(sql`state = 'running'`, "desc")
      .limit(1)
      .forUpdate()
      .executeTakeFirst();
    return row && begin(transaction, workerId, row);
  });
}

async function begin(
  transaction: Kysely<Database>,
  workerId: string,
  row: Selectable<UpdateTable>,
): Promise<BegunUpdate> {
  const first = row.state === "waiting";
  const attempt = row.attempt + 1;
  const crashed = await diedOf(transaction, row, workerId);
  const begun = await transaction
    .updateTable("updates")
    .set((updated) => ({
      state: "running",
      attempt,
      worker_id: workerId,
      crashes: updated("crashes", "+", crashed ? 1 : 0),
      started_at: row.started_at ?? sql<Date>`now()`,
    }))
    .where("id", "=", row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const resumed = "the update is begun again from where the zone stands, since the worker that ran it has ended";
  const events: ToldEvent[] = [
    ...(first ? [] : [{ type: "notice" as const, notice: notice(702, resumed) }]),
    { type: "state", state: "running", attempt },
  ];
  await keepEvents(transaction, row.id, events);
  await ringProject(transaction, row.project_id);
  const { last } = await transaction
    .selectFrom("update_events")
    .select((event) => event.fn.max("seq").as("last"))
    .where("update_id", "=", row.id)
    .executeTakeFirstOrThrow();
  return { row: begun, nextEvent: last + 1, first };
}

/** Whether the worker that ran it has died and nobody has noticed yet. */
async function diedOf(
  transaction: Kysely<Database>,
  { worker_id }: Selectable<UpdateTable>,
  workerId: string,
): Promise<boolean> {
  if (worker_id === null || worker_id === workerId) return false;
  const { rows } = await sql`
    select from workers where id = ${worker_id} and heartbeat_at > pg_postmaster_start_time()`.execute(transaction);
  return rows.length > 0;
}

/** Whether somebody wants it cancelled; false when it is gone. */
export async function isCancelRequested(database: Kysely<Database>, updateId: string): Promise<boolean> {
  const row = await database
    .selectFrom("updates")
    .select("cancel_requested")
    .where("id", "=", updateId)
    .executeTakeFirst();
  return row?.cancel_requested ?? false;
}
