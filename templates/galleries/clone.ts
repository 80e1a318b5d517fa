import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import type { Diagnosed, Diagnostic } from "../../constructs/diagnostic.ts";

const LONGEST = 120_000;
/** Blocks of 512 bytes that a file of the clone may have: 200 MiB. */
const LARGEST = 409_600;
const ERROR_TOLD = 300;

/** Whether a text names a repository and no folder. */
export function isRepository(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(\/\/|:)/i.test(source) || /^[\w.-]+@[\w.-]+:/.test(source);
}

/** Why a repository is not cloned from an address; undefined when it is. */
export function addressProblem(address: string): Diagnostic | undefined {
  if (/^[\w.-]+@[\w.-]+:[^:]/.test(address)) return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const wrong = (message: string, more: Partial<Diagnostic>): Diagnostic => {
    return { severity: "error", code: "wrong-address", message, ...more };
  };
  if (!url || !["https:", "ssh:", "file:"].includes(url.protocol)) {
    return wrong("a gallery is not cloned from there", { allowed: "https://…, ssh://…, file://…, or a folder" });
  }
  if (url.password === "") return undefined;
  return wrong("a password in the address would be kept readable", {
    fix: "leave it out, and let git ask your credential helper",
  });
}

/**
 * Clones the newest state of a repository with the `git` of this machine, within 2 minutes; its history is not kept. Only
 * https, ssh and files are spoken, also where the repository refers to others, and nothing of it is run.
 *
 * @param folder where it goes; must not be there yet
 */
export async function cloneRepository(address: string, folder: string): Promise<Diagnosed<string>> {
  const problem = addressProblem(address);
  if (problem) return { diagnostics: [problem] };
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  const failed = await runGit([
    ...["-c", "core.symlinks=false", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"],
    ...["clone", "--quiet", "--depth", "1", "--single-branch", "--no-tags", "--template=", "--", address, folder],
  ]);
  if (failed) {
    await rm(folder, { recursive: true, force: true });
    return { diagnostics: [failed] };
  }
  await rm(join(folder, ".git"), { recursive: true, force: true });
  return { value: folder, diagnostics: [] };
}

async function runGit(args: readonly string[]): Promise<Diagnostic | undefined> {
  const child = spawn("sh", ["-c", `ulimit -f ${LARGEST} && exec git "$@"`, "git", ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_ALLOW_PROTOCOL: "https:ssh:file", LC_ALL: "C" },
    // Git has children of its own, which end with their group.
    detached: true,
  });
  const clock = setTimeout(() => endGroup(child.pid), LONGEST);
  try {
    const [said, [code, signal]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    return code === 0 ? undefined : notCloned(code, signal, said);
  } catch (error) {
    return notCloned((error as NodeJS.ErrnoException).code === "ENOENT" ? 127 : null, null, String(error));
  } finally {
    clearTimeout(clock);
  }
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function notCloned(code: number | null, signal: NodeJS.Signals | null, said: string): Diagnostic {
  if (code === 127) {
    return {
      severity: "error",
      code: "no-git",
      message: "git is not on this machine, so nothing can be cloned",
      fix: "install git, or fetch the repository and add its folder",
    };
  }
  const told = said.trim().slice(0, ERROR_TOLD);
  return {
    severity: "error",
    code: "not-cloned",
    message: signal === "SIGKILL" ? "cloning took longer than 2 minutes" : `git could not clone it: ${told}`,
    fix: "clone it yourself, and add its folder",
  };
}
