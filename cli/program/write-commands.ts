import { type Command, Option } from "commander";
import type { Act } from "../program.ts";
import { collect, definitionOptions } from "./shared-options.ts";

/** Commands around a definition; none of them needs a zone. */
export function addWriteCommands(program: Command, act: Act): void {
  program
    .command("init")
    .description("start a definition here from a template, asking for its blanks")
    .argument("[template]", "name of a template, see `espalier templates`")
    .option("--name <name>", "name of the project (default: the folder's)")
    .option("--var <name=value>", "fills a blank; repeatable", collect)
    .option("--var-file <file>", "fills blanks from JSON or NAME=value lines; repeatable", collect)
    .action(act(async () => (await import("../commands/init.ts")).init));
  program
    .command("templates")
    .description("list the templates, or show the blanks of one")
    .argument("[template]", "name of a template")
    .action(act(async () => (await import("../commands/templates.ts")).templates));
  definitionOptions(program.command("validate"))
    .description("check the definition and say everything that is wrong with it")
    .action(act(async () => (await import("../commands/validate.ts")).validate));
  definitionOptions(program.command("synth"))
    .description("print the Kubernetes objects as YAML (--json: an array); secrets stand as references")
    .action(act(async () => (await import("../commands/synth.ts")).synth));
  definitionOptions(program.command("diagram"))
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
