import { type Command, Option } from "commander";
import { usageError } from "../command-error.ts";

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

export function tagOption(command: Command, what = "only containers with this tag"): Command {
  return command.option("--tag <tag>", `${what}; several must all fit, !tag must not`, collect);
}

/** A part of a project cannot be changed alone; whoever tries is told why, instead of what option is nearest. */
export function refusedTagOption(command: Command, verb: string): Command {
  return command
    .addOption(new Option("--tag <tag>").hideHelp().argParser(() => refuseTag(verb)))
    .addHelpText("after", `\nIt takes the whole project, no --tag:\n${WHOLE_PROJECT}.\n${SEE_A_PART}.`);
}

const WHOLE_PROJECT = "a zone is made equal to the definition, so what a part leaves out would be deleted";
const SEE_A_PART = "See what changes for some containers with `espalier preview --tag`";

function refuseTag(verb: string): never {
  throw usageError(`${verb} takes no --tag: ${WHOLE_PROJECT}`, SEE_A_PART.toLowerCase());
}
