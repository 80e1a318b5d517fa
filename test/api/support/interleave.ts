import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { Database } from "../../../api/database/tables.ts";

/**
 * Does something in a transaction and keeps that open while something else begins: until that has ended, or waits for what
 * the transaction holds. So the order in which two meet is no matter of luck.
 */
export async function interleave<T>(
  database: Kysely<Database>,
  first: (transaction: Kysely<Database>) => Promise<unknown>,
  second: () => Promise<T>,
): Promise<T> {
  let later: Promise<T> | undefined;
  await database.transaction().execute(async (transaction) => {
    await first(transaction);
    let hasEnded = false;
    later = second().finally(() => {
      hasEnded = true;
    });
    later.catch(() => undefined);
    while (!hasEnded && !(await isWaitedFor(transaction))) await sleep(5);
  });
  return later as Promise<T>;
}

/** By `pg_locks`: what `pg_stat_activity` tells stays the same until a transaction ends. */
async function isWaitedFor(transaction: Kysely<Database>): Promise<boolean> {
  const waiting = sql<{ waits: boolean }>`
    select exists (
      select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
    ) as waits`;
  return (await waiting.execute(transaction)).rows[0]?.waits ?? false;
}
