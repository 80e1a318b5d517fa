import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";

/** Name of the only task of the queue. */
export const UPDATE_TASK = "update";

/** What the job of an update carries. The row says the rest, so that nothing can disagree. */
export interface UpdateJob {
  readonly updateId: string;
}

export interface JobOf {
  readonly updateId: string;
  readonly projectId: string;
  readonly zoneId: string;
}

/**
 * The row of an update is what counts: its job may be begun any number of times, since it then looks what is left to do.
 * Only a database that is away fails it.
 */
const MAX_ATTEMPTS = 10_000;

/** One at a time for a project and zone, in the order in which they were added. */
export function queueOf({ projectId, zoneId }: Pick<JobOf, "projectId" | "zoneId">): string {
  return `update:${projectId}:${zoneId}`;
}

export function jobKeyOf(updateId: string): string {
  return `update:${updateId}`;
}

/** Adds the job of an update, or makes the one that is there ready to be taken now. Nobody may be at it. */
export async function addJob(database: Kysely<Database>, job: JobOf): Promise<void> {
  const payload: UpdateJob = { updateId: job.updateId };
  await sql`select from graphile_worker.add_job(${UPDATE_TASK}, ${JSON.stringify(payload)}::json,
    queue_name => ${queueOf(job)}, max_attempts => ${MAX_ATTEMPTS}, job_key => ${jobKeyOf(job.updateId)})`.execute(
    database,
  );
}

/** For updates that have ended without being run. */
export async function removeJob(database: Kysely<Database>, updateId: string): Promise<void> {
  await sql`select from graphile_worker.remove_job(${jobKeyOf(updateId)})`.execute(database);
}
