import type { Argument, Command } from "commander";
import type { Context } from "../context.ts";

/** Bold headings and coloured names where the terminal has colours; errors are reported by us, not by commander. */
export function styleHelp(program: Command, { output }: Context): void {
  const colours = output.data;
  program
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.write(text),
      writeErr: () => {},
      outputError: () => {},
      getOutHasColors: () => colours.isColorSupported,
      getOutHelpWidth: () => Math.min(process.stdout.columns || 100, 100),
    })
    .configureHelp({
      showGlobalOptions: true,
      // Options of `templates` itself are none of `templates add`.
      visibleGlobalOptions: (command) => (command.parent ? program.options.filter(({ hidden }) => !hidden) : []),
      subcommandTerm: (command) =>
        [
          command.name(),
          ...command.registeredArguments.map(argumentTerm),
          ...(command.commands.length && command.registeredArguments.length === 0 ? ["<command>"] : []),
        ].join(" "),
      styleTitle: (text) => colours.bold(text),
      styleCommandText: (text) => colours.bold(text),
      styleSubcommandText: (text) => colours.cyan(text),
      styleOptionText: (text) => colours.cyan(text),
      styleArgumentText: (text) => colours.green(text),
    });
}

function argumentTerm(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
}
