import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** Resolves as soon as it holds; throws with what was waited for when it does not within a minute. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `waited in vain until ${what}`);
    await sleep(50);
  }
}
