import { spawn } from "node:child_process";

export interface CommandResult {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  /** The last part of it, at most 64 KiB. */
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
  readonly onErrorLine?: (line: string) => void;
}

const KEEP_BYTES = 64 * 1024;

/** Runs a program without a shell. Rejects when it cannot be started, is aborted, or takes longer than it may. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.environment ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      signal: options.signal,
    });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, options.timeoutSeconds * 1000);
    let stdout = "";
    let stderr = "";
    let unfinished = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout = (stdout + text).slice(-KEEP_BYTES);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-KEEP_BYTES);
      const lines = (unfinished + text).split("\n");
      unfinished = (lines.pop() ?? "").slice(-KEEP_BYTES);
      for (const line of lines) options.onErrorLine?.(line);
    });
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      if (timedOut) reject(new Error(`${program} took longer than ${options.timeoutSeconds} s`));
      else resolve({ code, stdout, stderr });
    });
  });
}
