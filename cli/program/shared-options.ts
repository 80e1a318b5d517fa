import type { Command } from "commander";

/** Gathers what a repeatable option was given. */
export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Options of every command that reads a definition; `logs` has another use for `-f`. */
export function definitionOptions(command: Command, file = "-f, --file <file>"): Command {
  return command
    .option(file, "definition to use (default: the one in this folder or the nearest above)")
    .option(
      "-z, --zone <names>",
      "zones, separated by commas (default: the definition's, else the default zone)",
      collect,
    )
    .option("--var <name=value>", "value of a variable; repeatable", collect)
    .option("--var-file <file>", "values of variables as JSON or NAME=value lines; repeatable", collect);
}

export function changeOptions(command: Command): Command {
  return command
    .option("--detailed-exitcode", "exit with 7 when there are changes")
    .option("--expect-no-changes", "the same, and say that changes were not expected");
}

export function confirmOption(command: Command, what: string): Command {
  return command.option("-y, --yes", `${what} without asking`);
}
