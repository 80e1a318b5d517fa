import type { Command } from "commander";

/** Options of commands that go to a platform in a linked folder, and work without one elsewhere. */
export function whereOptions(command: Command): Command {
  return serverOption(command)
    .option("--project <project>", "project on a platform (default: the one that the folder is linked to)")
    .option("--local", "work from here, without a platform, although the folder is linked");
}

/** Options of commands about a project on a platform. */
export function projectOptions(command: Command): Command {
  return serverOption(command).option("--project <project>", "project (default: the one that the folder is linked to)");
}

/** Options of commands about a platform. */
export function serverOption(command: Command): Command {
  return command.option("--server <url>", "address of the platform (default: the link's, else the last login's)");
}
