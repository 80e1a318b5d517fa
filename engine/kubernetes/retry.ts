import { setTimeout as sleep } from "node:timers/promises";

/** Says whether and how soon a failed attempt may be repeated; `undefined` = never. Milliseconds, 0 = the usual backoff. */
export type RetryAfter = (error: unknown) => number | undefined;

const ATTEMPTS = 6;
const FIRST_DELAY = 100;
const LONGEST_DELAY = 3_000;
const LONGEST_RETRY_AFTER = 10_000;

/** Repeats an attempt up to five times: 0.1 s, doubled each time, with jitter, or as long as the server asks, at most 10 s. */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  retryAfter: RetryAfter,
  signal?: AbortSignal,
): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await attempt();
    } catch (error) {
      const asked = retryAfter(error);
      if (asked === undefined || number === ATTEMPTS || signal?.aborted) throw error;
      await sleep(asked > 0 ? Math.min(asked, LONGEST_RETRY_AFTER) : backoff(number), undefined, { signal });
    }
  }
}

/** Milliseconds to wait after failure number `failures` (from 1). */
export function backoff(failures: number): number {
  const delay = Math.min(FIRST_DELAY * 2 ** (failures - 1), LONGEST_DELAY);
  return delay * (0.75 + Math.random() / 2);
}
