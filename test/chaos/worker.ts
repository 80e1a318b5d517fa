import { testPlatform } from "../api/support/platform.ts";
import { addRealZone } from "../api/support/updates.ts";
import { testZone } from "../support/local-zone.ts";
import { killWorkers } from "./kill-workers.ts";

/** Kills workers in mid-update so many times; see `kill-workers.ts` for what must hold. */
export async function chaosOfWorkers(count: number, say: (text: string) => void): Promise<void> {
  const zone = await testZone();
  const test = await testPlatform();
  try {
    const { kills, longest } = await killWorkers({
      test,
      zone,
      known: await addRealZone(test, zone),
      count,
      onKill: say,
    });
    const times = kills.flatMap(({ resumed }) => resumed).sort((one, other) => one - other);
    const median = times[Math.floor(times.length / 2)];
    say(
      `${kills.length} kills, ${times.length} updates in the middle of it: begun again after ${median} ms (median), ${longest} ms at most; every update ended right, one at a time, no orphans`,
    );
  } finally {
    await test.close();
  }
}
