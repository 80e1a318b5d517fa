import { sql } from "kysely";
import type { Platform } from "./platform.ts";

const EVERY = 10 * 60_000;
/** How long an Idempotency-Key is known; the documents say so. */
const KEY_HOURS = 24;
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
  await accounts.removeExpired();
}
