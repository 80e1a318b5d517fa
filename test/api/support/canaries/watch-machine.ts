import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Evidence } from "./evidence.ts";

/** Milliseconds between two looks: what an update writes for a moment only counts, too. */
const EVERY = 40;
/** The same for command lines, which stay as long as their processes. */
const COMMANDS_EVERY = 250;
const LARGEST_FILE = 4 * 1024 * 1024;

/** Looks again and again at all files below some folders and at the command lines of all processes. */
export function watchMachine(evidence: Evidence, folders: readonly string[]): { stop(): Promise<void> } {
  const seen = new Set<string>();
  let stopped = false;
  let commandsSeen = 0;
  const look = async () => {
    for (const folder of folders) await lookAtFiles(evidence, folder, seen);
    if (performance.now() - commandsSeen < COMMANDS_EVERY) return;
    commandsSeen = performance.now();
    await lookAtCommands(evidence, seen);
  };
  const running = (async () => {
    while (!stopped) {
      await look();
      await sleep(EVERY);
    }
    await look();
  })();
  return {
    async stop() {
      stopped = true;
      await running;
    },
  };
}

async function lookAtFiles(evidence: Evidence, folder: string, seen: Set<string>): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // Files go while they are looked at.
    const facts = await stat(path).catch(() => undefined);
    const version = `${path} ${facts?.mtimeMs} ${facts?.size}`;
    if (!facts || facts.size > LARGEST_FILE || seen.has(version)) continue;
    seen.add(version);
    const data = await readFile(path).catch(() => undefined);
    if (data) evidence.add("file", path, data);
  }
}

async function lookAtCommands(evidence: Evidence, seen: Set<string>): Promise<void> {
  const processes = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of processes) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (seen.has(command)) continue;
    seen.add(command);
    evidence.add("command", `process ${pid}`, command);
  }
}
