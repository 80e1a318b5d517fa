import { type Kysely, sql } from "kysely";
import type { Logger } from "pino";
import type { Database } from "../database/tables.ts";
import { isDatabaseAway } from "../http/problem-of-error.ts";
import { addUpdateJob } from "./jobs.ts";

/** Milliseconds between two looks. */
const EVERY = 2_000;
/** Seconds without a heartbeat after which a worker that holds its lock is taken for dead. */
const HUNG_AFTER = 20;
/** Seconds for which a job may be locked by a worker that has not said yet how the queue calls it. */
const STRANGE_AFTER = 15;

export interface WorkerWatch {
  stop(): Promise<void>;
}

/** Looks for dead workers, so that what they ran is begun again within seconds. Runs in every process of the platform. */
export function watchWorkers(platform: { readonly database: Kysely<Database>; readonly log: Logger }): WorkerWatch {
  const { database, log } = platform;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      await endHungSessions(database, log);
      await recoverDeadWorkers(database, log);
      await findForgotten(database, log);
    } catch (error) {
      // Who else uses the database says that it is away.
      if (!isDatabaseAway(error)) log.warn({ err: error }, "dead workers could not be looked for");
    }
    if (!stopped) timer = setTimeout(begin, EVERY).unref();
  };
  const begin = () => {
    running = look();
  };
  begin();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

const KEY_OF_WORKER = sql`hashtextextended('worker ' || workers.id, 0)`;

/**
 * Frees the jobs of workers whose lock can be taken, for others to take at once. In one transaction, which holds the locks:
 * of several that look at the same time one does it.
 */
export async function recoverDeadWorkers(database: Kysely<Database>, log: Logger): Promise<void> {
  const { rows: some } = await sql`select from workers where pg_try_advisory_xact_lock(${KEY_OF_WORKER})`.execute(
    database,
  );
  if (some.length === 0) return;
  await database.transaction().execute(async (transaction) => {
    // A worker that was alive when the database itself stopped has not died of its updates.
    const { rows: dead } = await sql<{ id: string; queue_id: string | null; crashed: boolean }>`
      select id, queue_id, heartbeat_at > pg_postmaster_start_time() as crashed from workers
      where pg_try_advisory_xact_lock(${KEY_OF_WORKER})`.execute(transaction);
    for (const { id, queue_id, crashed } of dead) {
      await transaction.deleteFrom("workers").where("id", "=", id).execute();
      if (queue_id) await unlockJobs(transaction, queue_id);
      const updates = await transaction
        .updateTable("updates")
        .set((row) => ({ worker_id: null, crashes: row("crashes", "+", crashed ? 1 : 0) }))
        .where("worker_id", "=", id)
        .where("state", "=", "running")
        .returning("id")
        .execute();
      for (const update of updates) await addUpdateJob(transaction, update.id);
      log.warn({ worker: id, crashed, updates: updates.map((update) => update.id) }, "a worker has ended");
    }
  });
}

async function unlockJobs(database: Kysely<Database>, queueId: string): Promise<void> {
  await sql`select graphile_worker.force_unlock_workers(array[${queueId}])`.execute(database);
  await sql`select pg_notify('jobs:insert', '{"count":1}')`.execute(database);
}

/**
 * A worker that hangs, or whose network is half dead, still holds its lock: its connection is ended, which frees the lock
 * and tells the worker to stop when it comes back to itself.
 */
async function endHungSessions(database: Kysely<Database>, log: Logger): Promise<void> {
  const { rows: hung } = await sql<{ id: string }>`
    select id from workers where heartbeat_at < now() - make_interval(secs => ${HUNG_AFTER})`.execute(database);
  for (const { id } of hung) {
    const { rows } = await sql`
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and objsubid = 1 and granted
        and database = (select oid from pg_database where datname = current_database())
        and (classid::bigint << 32 | objid::bigint) = hashtextextended(${`worker ${id}`}, 0)`.execute(database);
    if (rows.length > 0) log.warn({ worker: id }, "a worker hangs; its connection was ended");
  }
}

/**
 * The updates are what counts, jobs only make somebody look at them: whatever became of a job, an update that waits for
 * nobody gets another.
 */
async function findForgotten(database: Kysely<Database>, log: Logger): Promise<void> {
  const { rows: strange } = await sql<{ locked_by: string }>`
    select distinct locked_by from graphile_worker.jobs
    where locked_at < now() - make_interval(secs => ${STRANGE_AFTER})
      and not exists (select from workers where queue_id = locked_by)`.execute(database);
  for (const { locked_by } of strange) await unlockJobs(database, locked_by);
  const { rows: forgotten } = await sql<{ id: string }>`
    select id from updates
    where (state = 'waiting' or state = 'running' and worker_id is null)
      and not exists (select from graphile_worker.jobs where key = 'update:' || updates.id)
      and not exists (
        select from updates as other
        where other.project_id = updates.project_id and other.zone_id = updates.zone_id
          and other.state = 'running' and other.worker_id is not null)`.execute(database);
  for (const { id } of forgotten) await addUpdateJob(database, id);
  if (strange.length > 0 || forgotten.length > 0) {
    log.warn({ updates: forgotten.map(({ id }) => id), queues: strange }, "updates that nobody knew of are begun");
  }
}
