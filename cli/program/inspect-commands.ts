import type { Command } from "commander";
import type { Act } from "../program.ts";
import { whereOptions } from "./platform-options.ts";
import { definitionOptions, tagOption } from "./shared-options.ts";

/** Commands that look at what runs. */
export function addInspectCommands(program: Command, act: Act): void {
  tagOption(whereOptions(definitionOptions(program.command("status"))))
    .description("show the containers of the project and why one is not ready")
    .option("-w, --watch", "keep showing until Ctrl-C")
    .action(act(async () => (await import("../commands/status.ts")).status));
  tagOption(
    whereOptions(definitionOptions(program.command("logs"), "--file <file>")),
    "of all containers with this tag",
  )
    .description("print what a container says, or all with a tag")
    .argument("[container]", "name of a container of the project")
    .option("-f, --follow", "keep printing until Ctrl-C")
    .option("-n, --tail <lines>", "only the last lines of each of its pods", "100")
    .option("-p, --previous", "of the run before its last restart")
    .action(act(async () => (await import("../commands/logs.ts")).logs));
}
