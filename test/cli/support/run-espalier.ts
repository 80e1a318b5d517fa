import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
export const PROGRAM = join(ROOT, "bin", "espalier.mjs");

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What it reads from standard input. Default: nothing */
  readonly input?: string;
  /** Sees the process once it runs, e.g. to send it a signal. */
  readonly started?: (child: ChildProcess) => void;
}

/** Runs the real binary without a terminal. Nothing of this machine's Espalier is seen or touched. */
export function espalier(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    ...surroundings(options),
    stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  child.stdin?.end(options.input);
  options.started?.(child);
  let stdout = "";
  let stderr = "";
  child.stdout!.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr!.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Calls `then` once, as soon as a program has said the words. */
export function onceSaid(stream: Readable | null, words: string, then: () => void): void {
  let said = "";
  const look = (text: unknown): void => {
    said += String(text);
    if (!said.includes(words)) return;
    stream?.off("data", look);
    then();
  };
  stream?.on("data", look);
}

/** The state folder of runs that name none. */
let home: string | undefined;

/** Folder and environment of a run. */
export function surroundings({ cwd = tmpdir(), environment }: RunOptions): { cwd: string; env: NodeJS.ProcessEnv } {
  home ??= newFolder();
  return { cwd, env: { ...plainEnvironment(), ESPALIER_HOME: home, ...environment } };
}

/** What the tests' own runner or terminal sets about colour must not leak into what is tested. */
function plainEnvironment(): Record<string, string> {
  const { NO_COLOR, FORCE_COLOR, ESPALIER_DEBUG, ...rest } = process.env;
  return rest as Record<string, string>;
}

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is deleted with everything in it when the test process ends. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "espalier-cli-"));
  folders.push(folder);
  return folder;
}
