import { execFileSync, spawn } from "node:child_process";
import { closeSync, constants, openSync, readFileSync, readSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identifyProcess } from "../../toolchain/process-identity.ts";
import type { ZoneFolder } from "./zone-folder.ts";

/** One program of a local zone, as it is started. Some argument holds an absolute path below the zone's folder. */
export interface ZoneProcess {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const MAX_LOG_BYTES = 8 * 1024 * 1024;
const TAIL_BYTES = 4096;
const POLL_MILLISECONDS = 10;
/** A server that is busy with its last requests gets this long before it is killed. */
const STOP_SECONDS = 5;

/** The shell notes its id, then becomes the program: there is no moment in which a running program is not recorded. */
const RECORD_AND_BECOME = 'echo "$$" > "$0" && exec "$@"';

/** Starts a program that outlives this process; its output goes to the zone's `logs/<name>.log`. */
export function startProcess(folder: ZoneFolder, { name, program, args, environment }: ZoneProcess): void {
  rmSync(recordOf(folder, name), { force: true });
  const log = openSync(logOf(folder, name), constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND, 0o600);
  try {
    const child = spawn("/bin/sh", ["-c", RECORD_AND_BECOME, recordOf(folder, name), program, ...args], {
      cwd: folder.root,
      env: { ...inherited(), ...environment },
      detached: true,
      stdio: ["ignore", log, log],
    });
    // Whether it has started is seen by its record; an unheard "error" event would end this process.
    child.on("error", () => {});
    child.unref();
  } finally {
    closeSync(log);
  }
}

/** A zone's servers get nothing of the environment that might hold a secret or change them. */
function inherited(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG } = process.env;
  return { PATH, HOME, LANG };
}

/** Id of a program of the zone, when it runs. */
export function runningProcess(folder: ZoneFolder, name: string): number | undefined {
  const pid = readRecord(folder, name);
  return pid !== undefined && isOurs(pid, folder) ? pid : undefined;
}

/** Whether a program that was started has noted its id; it may have ended since. */
export function isRecorded(folder: ZoneFolder, name: string): boolean {
  return readRecord(folder, name) !== undefined;
}

function readRecord(folder: ZoneFolder, name: string): number | undefined {
  try {
    const pid = Number(readFileSync(recordOf(folder, name), "utf8").trim());
    return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** An id may have been given to another process since; only one that was started with the zone's folder is ours. */
function isOurs(pid: number, folder: ZoneFolder): boolean {
  return identifyProcess(pid) !== undefined && commandOf(pid).includes(`${folder.root}/`);
}

function commandOf(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-o", "args=", "-ww", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" });
  } catch {
    return "";
  }
}

/** Ends a program of the zone, kindly first, and resolves when it is gone. No error when it does not run. */
export async function stopProcess(folder: ZoneFolder, name: string, { kill = false } = {}): Promise<void> {
  const pid = runningProcess(folder, name);
  if (pid !== undefined) {
    send(pid, kill ? "SIGKILL" : "SIGTERM");
    // A program that was paused cannot hear that it should end.
    send(pid, "SIGCONT");
    if (!(await gone(folder, name, STOP_SECONDS))) {
      send(pid, "SIGKILL");
      await gone(folder, name, STOP_SECONDS);
    }
  }
  rmSync(recordOf(folder, name), { force: true });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function gone(folder: ZoneFolder, name: string, seconds: number): Promise<boolean> {
  const until = Date.now() + seconds * 1000;
  while (runningProcess(folder, name) !== undefined) {
    if (Date.now() > until) return false;
    await sleep(POLL_MILLISECONDS);
  }
  return true;
}

/** Logs are bounded: one that has grown too long starts anew, which a file opened for appending allows at any time. */
export function boundLog(folder: ZoneFolder, name: string): void {
  const log = logOf(folder, name);
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_LOG_BYTES) truncateSync(log);
}

/** The last lines a program wrote, for a person to see why it ended. */
export function logTail(folder: ZoneFolder, name: string, lines = 5): string {
  try {
    const file = openSync(logOf(folder, name), "r");
    try {
      const buffer = Buffer.alloc(TAIL_BYTES);
      const size = statSync(logOf(folder, name)).size;
      const bytes = readSync(file, buffer, 0, TAIL_BYTES, Math.max(0, size - TAIL_BYTES));
      const text = buffer.toString("utf8", 0, bytes).trim();
      return text.split("\n").slice(-lines).join("\n");
    } finally {
      closeSync(file);
    }
  } catch {
    return "";
  }
}

export function logOf(folder: ZoneFolder, name: string): string {
  return join(folder.logs, `${name}.log`);
}

function recordOf(folder: ZoneFolder, name: string): string {
  return join(folder.processes, `${name}.pid`);
}
