import { readFile, readlink, realpath } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const WAIT_MILLISECONDS = 20;

/** A process that cannot be ended (it waits for a disk) is left behind; Pulumi's own lock check then tells. */
const MAX_WAITS = 250;

/**
 * Ends a CLI whose parent was killed, so that it cannot write its state over that of the next update. The process is
 * ended only if it is a `pulumi` that runs in the folder of the stack: its number may have gone to another program since,
 * and after the restart of a container that may well be the CLI of another stack.
 */
export async function endOrphan(pid: number, folder: string): Promise<void> {
  if (!(await isPulumiIn(pid, folder))) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    return;
  }
  for (let waits = 0; waits < MAX_WAITS && (await isPulumiIn(pid, folder)); waits++) await sleep(WAIT_MILLISECONDS);
}

/** `PID (NAME) STATE …`, proc_pid_stat(5); a zombie has ended, though nobody has asked how. */
const RUNNING_PULUMI = /^\d+ \(pulumi\) [^ZX]/;

/** What stands behind the name of a folder that was removed since, proc_pid_cwd(5). */
const REMOVED = / \(deleted\)$/;

/** False where there is no /proc: there an orphan is left to end by itself. */
async function isPulumiIn(pid: number, folder: string): Promise<boolean> {
  if (!RUNNING_PULUMI.test(await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""))) return false;
  const runsIn = await readlink(`/proc/${pid}/cwd`).catch(() => "");
  return runsIn.replace(REMOVED, "") === (await realpath(folder).catch(() => folder));
}
