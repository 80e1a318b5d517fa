import { formatToolProgress, type ToolProgress } from "./progress.ts";
import { resolveToolchain } from "./resolve.ts";
import { ToolchainError } from "./toolchain-error.ts";
import { TOOL_NAMES } from "./tools.ts";

/** Obtains every program before the tests, with its progress on standard error. */
const TELL_EVERY = process.stderr.isTTY ? 200 : 15_000;

let lastTold = 0;
let lastStep = "";

function show(progress: ToolProgress): void {
  const step = `${progress.tool} ${progress.step}`;
  if (step === lastStep && Date.now() - lastTold < TELL_EVERY) return;
  lastTold = Date.now();
  lastStep = step;
  const line = `  ${formatToolProgress(progress)}`;
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[2K${line}` : `${line}\n`);
}

/** A build under way is a process of its own, which must not go on when this one is told to end. */
const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());

try {
  await resolveToolchain(TOOL_NAMES, { onProgress: show, signal: interrupted.signal });
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
} catch (error) {
  if (interrupted.signal.aborted) process.exit(130);
  if (!(error instanceof ToolchainError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
