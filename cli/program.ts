import { Command } from "commander";
import type { Context } from "./context.ts";
import { EXIT, EXIT_CODE_HELP, type ExitCode } from "./exit-code.ts";
import { addDeployCommands } from "./program/deploy-commands.ts";
import { styleHelp } from "./program/help-style.ts";
import { addInspectCommands } from "./program/inspect-commands.ts";
import { addPlatformCommands } from "./program/platform-commands.ts";
import { addShellCommands } from "./program/shell-commands.ts";
import { addWriteCommands } from "./program/write-commands.ts";
import { addZoneCommands } from "./program/zone-commands.ts";

/**
 * The work of a command, loaded when it is called: help and completion must not wait for Pulumi, cdk8s or a cluster
 * client. Gets the command's options with the global ones, then its arguments.
 */
export type Run = (context: Context, options: never, ...args: never[]) => Promise<ExitCode>;

/** Makes an action of commander from the work of a command. */
export type Act = (load: () => Promise<Run>) => (...args: unknown[]) => Promise<void>;

/** The tree of commands; completion and help are made from it too. `exitCode` tells how the command that ran ended. */
export function createProgram(context: Context): { program: Command; exitCode: () => ExitCode } {
  let code: ExitCode = EXIT.success;
  const act: Act =
    (load) =>
    async (...args) => {
      const command = args.at(-1) as Command;
      const run = (await load()) as (context: Context, options: object, ...args: unknown[]) => Promise<ExitCode>;
      code = await run(context, command.optsWithGlobals(), ...args.slice(0, -2));
    };
  const program = new Command("espalier")
    .description("One construct tree, three views: code, diagram, live.")
    .usage("<command> [options]")
    .option("--json", "data on stdout as JSON: one document, or a line for each event")
    .option("--no-color", "no colours (also: NO_COLOR; FORCE_COLOR forces them)")
    .helpOption("-h, --help", "show help for a command")
    .helpCommand(false)
    .showSuggestionAfterError(false)
    .addHelpText("after", `\n${EXIT_CODE_HELP}\n\nBegin: espalier init, then espalier zone up and espalier up`);
  styleHelp(program, context);
  addWriteCommands(program.commandsGroup("Write:"), act);
  addDeployCommands(program.commandsGroup("Deploy:"), act);
  addInspectCommands(program.commandsGroup("Look:"), act);
  addZoneCommands(program.commandsGroup("Zones:"), act);
  addPlatformCommands(program.commandsGroup("Platform:"), act);
  addShellCommands(program.commandsGroup("More:"), act);
  return { program, exitCode: () => code };
}
