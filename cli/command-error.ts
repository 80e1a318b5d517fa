import { EXIT, type ExitCode } from "./exit-code.ts";

/** Ends a command with a message in the user's terms and an exit code. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: ExitCode;
  /** What to do about it, shown on a line of its own. */
  readonly fix?: string;

  constructor(message: string, options: { exitCode?: ExitCode; fix?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? EXIT.general;
    if (options.fix !== undefined) this.fix = options.fix;
  }
}

/** Invalid arguments: exit code 2. */
export function usageError(message: string, fix?: string): CommandError {
  return new CommandError(message, { exitCode: EXIT.configuration, ...(fix === undefined ? {} : { fix }) });
}
