import { type Command, Option } from "commander";
import type { ImportFormat } from "../../templates/importers/importer.ts";
import { IMPORTED_NAME } from "../import-file.ts";
import type { Act } from "../program.ts";
import { addEditCommands } from "./edit-commands.ts";
import { collect, definitionOptions, tagOption } from "./shared-options.ts";
import { addTemplateCommands } from "./template-commands.ts";

const IMPORT_FORMATS = ["compose", "one-click", "coolify"] satisfies ImportFormat[];

/** Commands around a definition; none of them needs a zone. */
export function addWriteCommands(program: Command, act: Act): void {
  program
    .command("init")
    .description("start a definition here from a template, asking for its blanks")
    .argument("[template]", "name of a template, see `espalier templates`")
    .option("--name <name>", "name of the project (default: the folder's)")
    .option("-y, --yes", "do not ask: take the defaults")
    .option("--var <name=value>", "fills a blank; repeatable", collect)
    .option("--var-file <file>", "fills blanks from JSON or NAME=value lines; repeatable", collect)
    .action(act(async () => (await import("../commands/init.ts")).init));
  program
    .command("import")
    .description("make a definition of a compose file, a one-click app or a Coolify template")
    .argument("[file]", "the file, - for standard input, or a folder (default: the compose file of this one)")
    .option("--name <name>", "name of the project (default: the file's, else its folder's)")
    .addOption(new Option("--format <format>", "when the content does not tell").choices(IMPORT_FORMATS))
    .option("--profile <profile>", "compose profile to include; repeatable", collect)
    .option("-o, --output <file>", `where to write the definition, - for stdout (default: ${IMPORTED_NAME})`)
    .option("--report <file>", "write what became of every key: as JSON when it ends in .json, else as text")
    .option("-v, --verbose", "also list what was translated into something else")
    .action(act(async () => (await import("../commands/import.ts")).importFile));
  addTemplateCommands(program, act);
  definitionOptions(program.command("validate"))
    .description("check the definition and say everything that is wrong with it")
    .action(act(async () => (await import("../commands/validate.ts")).validate));
  addEditCommands(program, act);
  tagOption(definitionOptions(program.command("containers")))
    .description("list the containers of the definition")
    .action(act(async () => (await import("../commands/containers.ts")).containers));
  tagOption(definitionOptions(program.command("synth")), "only objects of containers with this tag")
    .description("print the Kubernetes objects as YAML (--json: an array); secrets stand as references")
    .action(act(async () => (await import("../commands/synth.ts")).synth));
  tagOption(definitionOptions(program.command("diagram")), "draw only containers with this tag, and what they use")
    .description("draw the project as SVG (--json: the laid-out graph)")
    .option("-o, --output <file>", "where to write it (default: stdout)")
    .addOption(
      new Option("--theme <theme>", "auto is what the viewer prefers")
        .choices(["auto", "light", "dark"])
        .default("auto"),
    )
    .option("--group-by-tag", "put a frame around the containers of each tag")
    .action(act(async () => (await import("../commands/diagram.ts")).diagram));
}
