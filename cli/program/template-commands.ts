import type { Command } from "commander";
import type { Act } from "../program.ts";
import { tagOption } from "./shared-options.ts";

/** The galleries: what can be started from, and where it comes from. */
export function addTemplateCommands(program: Command, act: Act): void {
  const templates = tagOption(program.command("templates"), "only templates with this tag")
    .description("list the templates, or show one with its blanks")
    .argument("[template]", "name of a template")
    .option("-s, --search <text>", "only templates in which these words stand")
    .option("--diagram <file>", "draw what a template would make as SVG")
    .helpCommand(false)
    .action(act(async () => (await import("../commands/templates.ts")).templates));
  templates
    .command("add")
    .description("add a gallery: compose files, one-click apps, Coolify templates, definitions")
    .argument("<folder>", "a folder, or the address of a Git repository")
    .option("--name <name>", "name of the gallery (default: the folder's)")
    .action(act(async () => (await import("../commands/galleries.ts")).addGallery));
  templates
    .command("remove")
    .description("forget a gallery; a folder of yours is left alone")
    .argument("<gallery>", "name of the gallery")
    .action(act(async () => (await import("../commands/galleries.ts")).removeGallery));
  templates
    .command("galleries")
    .description("list the galleries that were added")
    .action(act(async () => (await import("../commands/galleries.ts")).listGalleries));
}
