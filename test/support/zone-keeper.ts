import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeLocalZone, upLocalZone } from "../../engine/local-zone/index.ts";

/**
 * Keeps one local zone as long as the process that started it lives: its end, even by a kill, closes our input. The
 * zone lies in a state folder of its own.
 */
const name = process.argv[2]!;
const home = mkdtempSync(join(tmpdir(), "espalier-test-zone-"));
process.env.ESPALIER_HOME = home;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});

const inputEnded = once(process.stdin.resume(), "close");
try {
  const zone = await upLocalZone(name);
  process.stdout.write(`${JSON.stringify(zone)}\n`);
  await inputEnded;
} finally {
  await removeLocalZone(name);
  rmSync(home, { recursive: true, force: true });
}
