import type { Command, CommanderError } from "commander";
import { type CommandError, usageError } from "../command-error.ts";
import { suggestion } from "../nearest.ts";

/** What commander found wrong with the arguments, in our form, with the nearest name there is. */
export function usageFailure(program: Command, args: readonly string[], error: CommanderError): CommandError {
  const command = commandNamed(program, args);
  const message = error.message.replace(/^error: /, "").replaceAll(/'([^']*)'/g, '"$1"');
  const got = /"([^"]*)"/.exec(message)?.[1] ?? "";
  const help = `see \`${fullName(command)} --help\``;
  switch (error.code) {
    case "commander.unknownCommand":
      return usageError(message, suggestion(got, visibleNames(command), "commands"));
    case "commander.unknownOption":
      return usageError(message, suggestion(got.replace(/=.*/, ""), optionNames(command), "options"));
    case "commander.excessArguments":
      return usageError(message, mistypedCommand(command, args) ?? help);
    case "commander.help":
      return usageError(`\`${fullName(command)}\` needs a command`, suggestion("", visibleNames(command), "commands"));
    default:
      return usageError(message, help);
  }
}

/** `templates remov x`: a command that takes an argument as well takes a mistyped command for one. */
function mistypedCommand(command: Command, args: readonly string[]): string | undefined {
  const first = args.slice(args.indexOf(command.name()) + 1).find((arg) => !arg.startsWith("-"));
  const names = visibleNames(command);
  return first === undefined || names.length === 0 ? undefined : suggestion(first, names, "commands");
}

function commandNamed(program: Command, args: readonly string[]): Command {
  let command = program;
  for (const arg of args) command = command.commands.find((one) => one.name() === arg) ?? command;
  return command;
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}

function visibleNames(command: Command): string[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((one) => one.name());
}

function optionNames(command: Command): string[] {
  const help = command.createHelp();
  const options = [...help.visibleOptions(command), ...(command.parent ? help.visibleGlobalOptions(command) : [])];
  return options.map((option) => option.long ?? option.short ?? "");
}
