import { sql } from "kysely";
import type { TestPlatform } from "../api/support/platform.ts";

const EVERY_MILLISECONDS = 500;
const WAITS_SECONDS = 10;

/**
 * There is no zone to deploy to, so nothing is run: updates wait for a moment, when they can be cancelled, and then have
 * failed, when they can be tried again.
 */
export function failUpdates({ platform }: TestPlatform): { stop(): Promise<void> } {
  let round = Promise.resolve();
  const timer = setInterval(() => {
    round = round.then(async () => {
      await platform.database
        .updateTable("updates")
        .set({ state: "failed", ended_at: sql<Date>`now()` })
        .where("state", "=", "waiting")
        .where("created_at", "<", sql<Date>`now() - ${WAITS_SECONDS} * interval '1 second'`)
        .execute();
    });
  }, EVERY_MILLISECONDS);
  return {
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}
