import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { type EmbeddedDatabase, startEmbeddedDatabase } from "../../api/database/embedded.ts";
import { identifyProcess, isSameProcessAlive } from "../../toolchain/process-identity.ts";

/**
 * Keeps a PostgreSQL as long as the process that started this one lives: its end, even by a kill, closes our input. The
 * first argument is `fast` or `durable`, the second a fixed port. Each line of input is an order, answered by a line.
 */
const [, , mode, port] = process.argv;
const folder = mkdtempSync(join(tmpdir(), "espalier-test-postgres-"));
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});

let database: EmbeddedDatabase | undefined;

async function start(): Promise<void> {
  database = await startEmbeddedDatabase({
    folder,
    ...(mode === "fast" && { settings: FAST }),
    ...(port && { port: Number(port) }),
  });
  process.stdout.write(`${database.url}\n`);
}

/** The server and, before they can end what they are at, the processes that serve its connections. */
async function stopHard(): Promise<void> {
  const postmaster = Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(postmaster, "SIGSTOP");
  const children = execFileSync("pgrep", ["-P", String(postmaster)], { encoding: "utf8" }).split("\n");
  const processes = [postmaster, ...children.filter(Boolean).map(Number)];
  const identities = processes.map(identifyProcess);
  for (const pid of processes) send(pid);
  while (identities.some((one) => one && isSameProcessAlive(one))) await sleep(5);
  await database?.stop();
  process.stdout.write("killed\n");
}

function send(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

try {
  await start();
  for await (const order of createInterface({ input: process.stdin })) {
    if (order === "start") await start();
    else if (order === "stop hard") await stopHard();
  }
} finally {
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
}
