import type { Command } from "commander";
import type { Act } from "../program.ts";
import { whereOptions } from "./platform-options.ts";
import { changeOptions, confirmOption, definitionOptions, refusedTagOption, tagOption } from "./shared-options.ts";

/** Commands that compare a definition with zones, and change them. */
export function addDeployCommands(program: Command, act: Act): void {
  tagOption(
    changeOptions(whereOptions(definitionOptions(program.command("preview")))),
    "show only containers with this tag",
  )
    .description("show what `up` would change; writes nothing")
    .option("--dry-run", "also ask the zone's API server, by a dry run of every object")
    .action(act(async () => (await import("../commands/preview.ts")).preview));
  refusedTagOption(changeOptions(confirmOption(whereOptions(definitionOptions(program.command("up"))), "deploy")), "up")
    .description("deploy the project into its zones and watch until it is ready")
    .option("--no-wait", "do not wait until containers are ready")
    .option("--allow-data-loss", "accept changes that delete data, where no one can be asked")
    .option("--overwrite", "platform: put this definition in the place of one that was changed meanwhile")
    .option("--comment <text>", "platform: why, for the list of revisions")
    .action(act(async () => (await import("../commands/up.ts")).up));
  refusedTagOption(confirmOption(whereOptions(definitionOptions(program.command("destroy"))), "destroy"), "destroy")
    .description("delete everything the project has in its zones")
    .option("--allow-data-loss", "accept that volumes are deleted, where no one can be asked")
    .option("--delete-project", "platform: the project itself too, with its definition, variables and history")
    .action(act(async () => (await import("../commands/destroy.ts")).destroy));
}
