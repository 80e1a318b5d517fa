import type { Output } from "./terminal/output.ts";

/** How a process that was ended by SIGINT is reported by shells. */
const INTERRUPTED = 130;

/** npm and our own launcher pass on a Ctrl-C that the terminal has sent to us as well: within this time it is the same one. */
const SAME_INTERRUPT_MS = 400;

/**
 * From now on Ctrl-C (or SIGTERM) aborts the signal, so that the work can stop where it is safe; a second one leaves at once.
 * Commands that never call this end at the first Ctrl-C.
 */
export function cancelCleanly(output: Output, { quiet = false }: { quiet?: boolean } = {}): AbortSignal {
  const controller = new AbortController();
  let firstAt = 0;
  const interrupt = (): void => {
    const now = performance.now();
    if (!controller.signal.aborted) {
      firstAt = now;
      controller.abort();
      if (!quiet) output.say(output.talk.yellow("stopping cleanly … press Ctrl-C again to leave at once"));
    } else if (now - firstAt > SAME_INTERRUPT_MS) {
      process.exit(INTERRUPTED);
    }
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return controller.signal;
}
