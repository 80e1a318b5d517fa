import { sql } from "kysely";
import type { Platform } from "./platform.ts";

const EVERY = 10 * 60_000;
/** How long an Idempotency-Key is known; the documents say so. */
const KEY_HOURS = 24;
/** What happened in updates is kept of the last so many of each project; the updates themselves stay. */
const UPDATES_WITH_EVENTS = 200;
/** Invitations that nobody can accept any more are shown for so long. */
const INVITATION_DAYS = 30;

/** Removes what has served its time, now and then. Several processes may do it at once: each row goes once. */
export function startHousekeeping(platform: Platform): { stop(): void } {
  const tidy = () =>
    removeOld(platform).catch((error: unknown) => platform.log.warn({ err: error }, "old rows could not be removed"));
  const timer = setInterval(tidy, EVERY).unref();
  void tidy();
  return { stop: () => clearInterval(timer) };
}

export async function removeOld({ database, accounts }: Pick<Platform, "database" | "accounts">): Promise<void> {
  await database
    .deleteFrom("idempotency_keys")
    .where("created_at", "<", sql<Date>`now() - make_interval(hours => ${KEY_HOURS})`)
    .execute();
  await database
    .deleteFrom("invitations")
    .where("expires_at", "<", sql<Date>`now() - make_interval(days => ${INVITATION_DAYS})`)
    .where("state", "<>", "accepted")
    .execute();
  await sql`
    delete from update_events where update_id in (
      select id from (
        select id, state, row_number() over (partition by project_id order by id desc) as number from updates
      ) as numbered
      where number > ${UPDATES_WITH_EVENTS} and state not in ('waiting', 'running') and exists (select from update_events where update_id = id)
    )`.execute(database);
  // Jobs that were replaced while somebody was at them.
  await sql`
    select graphile_worker.complete_jobs(array(
      select id from graphile_worker.jobs where attempts >= max_attempts and locked_at is null))`.execute(database);
  await accounts.removeExpired();
}
