import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identifyProcess, isSameProcessAlive, type ProcessIdentity } from "../../../toolchain/process-identity.ts";
import type { DatabaseFolder } from "./database-folder.ts";

/** A server that runs on a data folder, as its `postmaster.pid` tells. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** False while it starts, recovers or ends. */
  readonly ready: boolean;
}

const POLL_MILLISECONDS = 10;
/** Ending writes back what is in memory. Past this the server is ended at once, and mends itself on the next start. */
const STOP_SECONDS = 30;

/** The server that runs on the folder's data, whoever started it. */
export function runningServer(folder: DatabaseFolder): RunningServer | undefined {
  const server = readPidFile(folder);
  return server && isOurs(server.pid, folder) ? server : undefined;
}

/** Lines of postmaster.pid (PostgreSQL's pidfile.h): id, data folder, start, port, socket folder, address, memory, status. */
function readPidFile(folder: DatabaseFolder): RunningServer | undefined {
  try {
    const lines = readFileSync(pidFile(folder), "utf8").split("\n");
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
    return { pid, port, ready: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

/** The id may have been given to another process since; only one that works in this very folder is the server. */
function isOurs(pid: number, folder: DatabaseFolder): boolean {
  if (identifyProcess(pid) === undefined) return false;
  try {
    if (process.platform !== "linux") return commandByPs(pid).includes(`-D ${folder.data} `);
    if (readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[1] !== "-D") return false;
    const [theirs, ours] = [statSync(`/proc/${pid}/cwd`), statSync(folder.data)];
    return theirs.dev === ours.dev && theirs.ino === ours.ino;
  } catch {
    return false;
  }
}

function commandByPs(pid: number): string {
  return execFileSync("ps", ["-o", "args=", "-ww", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" });
}

/**
 * Ends the server that runs on the folder's data, and resolves when it is gone. Its connections are closed, what they
 * have not committed is undone. No error when none runs.
 */
export async function stopServer(folder: DatabaseFolder): Promise<void> {
  const server = runningServer(folder);
  const identity = server && identifyProcess(server.pid);
  if (!identity) return;
  // SIGINT, SIGQUIT: "fast" and "immediate" shutdown (PostgreSQL's manual, "Shutting Down the Server").
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    send(identity.pid, signal);
    // A server that was paused cannot hear that it should end.
    send(identity.pid, "SIGCONT");
    if (await gone(identity, STOP_SECONDS)) return;
  }
}

/** Clears away what a server that was killed left behind, or PostgreSQL takes whoever got its id since for a server. */
export function clearStalePidFile(folder: DatabaseFolder): void {
  if (!runningServer(folder)) rmSync(pidFile(folder), { force: true });
}

function pidFile(folder: DatabaseFolder): string {
  return join(folder.data, "postmaster.pid");
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** It is the process that is waited for: its note goes a moment earlier. */
async function gone(server: ProcessIdentity, seconds: number): Promise<boolean> {
  const until = Date.now() + seconds * 1000;
  while (isSameProcessAlive(server)) {
    if (Date.now() > until) return false;
    await sleep(POLL_MILLISECONDS);
  }
  return true;
}
