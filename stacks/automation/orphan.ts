import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const WAIT_MILLISECONDS = 20;

/** A process that cannot be ended (it waits for a disk) is left behind; Pulumi's own lock check then tells. */
const MAX_WAITS = 250;

/**
 * Ends a CLI whose parent was killed, so that it cannot write its state over that of the next update. The process is
 * ended only if it is a `pulumi`: its number may have gone to another program since.
 */
export async function endOrphan(pid: number): Promise<void> {
  if (!(await isPulumi(pid))) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    return;
  }
  for (let waits = 0; waits < MAX_WAITS && (await isPulumi(pid)); waits++) await sleep(WAIT_MILLISECONDS);
}

/** `PID (NAME) STATE …`, proc_pid_stat(5); a zombie has ended, though nobody has asked how. */
const RUNNING_PULUMI = /^\d+ \(pulumi\) [^ZX]/;

/** False where there is no /proc: there an orphan is left to end by itself. */
async function isPulumi(pid: number): Promise<boolean> {
  return RUNNING_PULUMI.test(await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""));
}
