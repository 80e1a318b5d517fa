import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process on this machine. The start time tells it from a later process that was given the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque: comparable on this machine until it restarts. */
  readonly started: string;
}

/** The process with this id, or undefined when there is none, or it has ended and only waits to be reaped. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const started = process.platform === "linux" ? startedOnLinux(pid) : startedByPs(pid);
  return started === undefined ? undefined : { pid, started };
}

export function isSameProcessAlive({ pid, started }: ProcessIdentity): boolean {
  return identifyProcess(pid)?.started === started;
}

/** `/proc/<pid>/stat`: after the name in parentheses come the state (field 3) and the start time (field 22). */
function startedOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : `${bootId()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** The start time counts from the machine's start, so the machine's start belongs to it. */
function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}

function startedByPs(pid: number): string | undefined {
  try {
    const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" });
    return line.trim() === "" || line.trim().startsWith("Z") ? undefined : line.trim().replace(/^\S+\s+/, "");
  } catch {
    return undefined;
  }
}
