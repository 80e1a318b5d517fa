import { type Command, CommanderError } from "commander";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { optionsBehindCommand } from "./program/options-behind-command.ts";
import { createProgram } from "./program.ts";
import { Output } from "./terminal/output.ts";

/** Runs `espalier` with these arguments; resolves to its exit status. Never rejects. */
export async function runCommand(
  args: readonly string[],
  surroundings: { cwd: string; environment: NodeJS.ProcessEnv },
): Promise<ExitCode> {
  const output = new Output({
    stdout: process.stdout,
    stderr: process.stderr,
    environment: surroundings.environment,
    json: args.includes("--json"),
    colour: !args.includes("--no-color"),
  });
  const context = { ...surroundings, output };
  const { program, exitCode } = createProgram(context);
  try {
    if (args.every((arg) => arg === "--no-color")) program.outputHelp();
    else await program.parseAsync(optionsBehindCommand(program, args), { from: "user" });
    return exitCode();
  } catch (error) {
    return await failed(error, program, args);
  } finally {
    await output.flush();
  }

  async function failed(error: unknown, program: Command, args: readonly string[]): Promise<ExitCode> {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.success;
    const { reportFailure } = await import("./report-failure.ts");
    if (!(error instanceof CommanderError)) return reportFailure(context, error);
    const { usageFailure } = await import("./program/usage-failure.ts");
    return reportFailure(context, usageFailure(program, args, error));
  }
}
