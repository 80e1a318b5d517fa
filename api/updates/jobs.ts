import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";

/** Tasks of the queue. */
export const UPDATE_TASK = "update";
export const REMOVE_PROJECT_TASK = "remove-project";

/**
 * The row of an update is what counts: its job may be begun any number of times, since it then looks what is left to do.
 * Only a database that is away fails it.
 */
const MAX_ATTEMPTS = 10_000;

/** What follows an update read its last events before they are gone with the project, in seconds. */
const REMOVAL_DELAY = 3;

/** Adds the job of an update, or makes the one that is there ready to be taken now. Whoever is at that one ends it unnoticed. */
export async function addUpdateJob(database: Kysely<Database>, updateId: string): Promise<void> {
  await sql`select from graphile_worker.add_job(${UPDATE_TASK}, ${JSON.stringify({ updateId })}::json,
    max_attempts => ${MAX_ATTEMPTS}, job_key => ${updateJobKey(updateId)})`.execute(database);
}

/** For updates that have ended without being run. */
export async function removeUpdateJob(database: Kysely<Database>, updateId: string): Promise<void> {
  await sql`select from graphile_worker.remove_job(${updateJobKey(updateId)})`.execute(database);
}

/** Has a project removed that is in no zone any more. */
export async function addRemoveProjectJob(database: Kysely<Database>, projectId: string): Promise<void> {
  await sql`select from graphile_worker.add_job(${REMOVE_PROJECT_TASK}, ${JSON.stringify({ projectId })}::json,
    run_at => now() + make_interval(secs => ${REMOVAL_DELAY}), max_attempts => ${MAX_ATTEMPTS},
    job_key => ${`remove-project:${projectId}`})`.execute(database);
}

function updateJobKey(updateId: string): string {
  return `update:${updateId}`;
}
