import type { Output } from "./terminal/output.ts";

/** How a process that was ended by SIGINT is reported by shells. */
const INTERRUPTED = 130;

/**
 * From now on Ctrl-C (or SIGTERM) aborts the signal, so that the work can stop where it is safe; a second one leaves at once.
 * Commands that never call this end at the first Ctrl-C.
 */
export function cancelCleanly(output: Output, say: (line: string) => void = (line) => output.say(line)): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
    say(output.talk.yellow("stopping cleanly … press Ctrl-C again to leave at once"));
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return controller.signal;
}
