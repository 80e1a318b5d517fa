import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { FileZone } from "../../engine/zone.ts";

const KEEPER = fileURLToPath(new URL("./zone-keeper.ts", import.meta.url));

const keepers = new Map<string, { readonly process: ChildProcess; readonly zone: Promise<FileZone> }>();

/**
 * A real local zone for the tests of this mocha process, empty at first, started by the first call. Tests share it:
 * each uses namespaces of its own. It ends with the process, however that ends.
 */
export function testZone(): Promise<FileZone> {
  return zoneNamed("one");
}

/** A second local zone beside the first. */
export function secondTestZone(): Promise<FileZone> {
  return zoneNamed("two");
}

/** Ends the zones of this process; called by the root hook, when all tests are done. */
export async function endTestZones(): Promise<void> {
  const ended = Array.from(keepers.values(), async ({ process }) => {
    if (process.exitCode !== null) return;
    process.ref();
    const exit = once(process, "exit");
    process.stdin?.end();
    await exit;
  });
  keepers.clear();
  await Promise.all(ended);
}

function zoneNamed(name: string): Promise<FileZone> {
  const known = keepers.get(name);
  if (known) return known.zone;
  const keeper = spawn(process.execPath, [KEEPER, name], { stdio: ["pipe", "pipe", "inherit"] });
  const zone = firstLine(keeper).then((line) => {
    letGo(keeper);
    return JSON.parse(line) as FileZone;
  });
  keepers.set(name, { process: keeper, zone });
  return zone;
}

async function firstLine(keeper: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: keeper.stdout! })) return line;
  throw new Error("the test zone could not be started; the reason is above");
}

/** A running keeper does not hold up the end of this process; that is what it waits for. */
function letGo(keeper: ChildProcess): void {
  keeper.unref();
  for (const stream of [keeper.stdin, keeper.stdout]) (stream as Socket | null)?.unref();
}
