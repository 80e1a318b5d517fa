import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const WAIT_MILLISECONDS = 20;

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
  while (await isPulumi(pid)) await sleep(WAIT_MILLISECONDS);
}

/** False where there is no /proc: there an orphan is left to end by itself. */
async function isPulumi(pid: number): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
  return name.trim() === "pulumi";
}
