import { type Command, Option } from "commander";
import type { Preset } from "../../diagram/edits/edit-kinds.ts";
import type { Act, Run } from "../program.ts";
import { collect, definitionOptions } from "./shared-options.ts";

const PRESETS = ["web", "worker", "postgres", "mysql", "redis", "job", "cron"] satisfies Preset[];

type Edits = typeof import("../commands/edit.ts");

/** `espalier edit …`: the edits of the diagram, for whoever works in a terminal. */
export function addEditCommands(program: Command, act: Act): void {
  const edit = program
    .command("edit")
    .description("change the definition as the diagram does: the smallest change of its text, shown first");
  const one = (name: string, description: string, load: (edits: Edits) => Run): Command =>
    definitionOptions(edit.command(name))
      .description(description)
      .option("-w, --write", "write the file without asking")
      .action(act(async () => load(await import("../commands/edit.ts"))));
  const part = (command: Command): Command =>
    command.option("--volume", "it is a volume").option("--group", "it is an environment group");

  one("scale", "run so many copies of a container", (edits) => edits.editScale)
    .argument("<container>")
    .argument("<replicas>");
  one("image", "run another image", (edits) => edits.editImage)
    .argument("<container>")
    .argument("<image>");
  part(one("rename", "give a part another name, wherever it is mentioned", (edits) => edits.editRename))
    .argument("<container>")
    .argument("<name>");
  one("expose", "give a container a public address", (edits) => edits.editExpose)
    .argument("<container>")
    .option("--port <port>", "port that it listens on")
    .option("--off", "take its public address away");
  one("env", "set or remove environment variables", (edits) => edits.editEnvironment)
    .argument("<container>")
    .argument("[values...]", "NAME=value")
    .option("--remove <variable>", "take a variable away; repeatable", collect)
    .option("--group", "of an environment group");
  one("attach", "mount a volume", (edits) => edits.editAttach)
    .argument("<container>")
    .argument("<volume>")
    .argument("<path>", "where the container sees it")
    .option("--read-only", "so that the container cannot change it");
  one("detach", "mount a volume no longer", (edits) => edits.editDetach)
    .argument("<container>")
    .argument("<volume>");
  one("connect", "let a container find another, and reach it", (edits) => edits.editConnect)
    .argument("<container>")
    .argument("<to>", "name of another container")
    .option("--variable <variable>", "name of the variable that leads there")
    .option("--group", "give it an environment group instead");
  one("disconnect", "take away all by which a container reaches another", (edits) => edits.editDisconnect)
    .argument("<container>")
    .argument("<to>", "name of another container")
    .option("--group", "an environment group instead");
  one("add", "add a container", (edits) => edits.editAdd)
    .argument("<name>", "its name")
    .option("--image <image>", "default: the preset's")
    .addOption(new Option("--preset <preset>", "what it is begun with").choices(PRESETS))
    .option("--port <port>", "port that it listens on")
    .option("--expose", "give it a public address")
    .option("--size <size>", "of its volume, where the preset has one")
    .option("--schedule <schedule>", "when it runs, for cron")
    .option("--after <container>", "the container it comes after");
  one("add-volume", "add a volume", (edits) => edits.editAddVolume)
    .argument("<name>", "its name")
    .option("--size <size>", "default: 1Gi");
  part(one("delete", "delete a part, with what mentions it", (edits) => edits.editDelete)).argument("<container>");
  part(one("duplicate", "add a copy of a part", (edits) => edits.editDuplicate))
    .argument("<container>")
    .argument("[name]", "name of the copy");
  one("tag", "say which tags a container has", (edits) => edits.editTags)
    .argument("<container>")
    .argument("[tags...]", "all of them; none takes them away");
  one("option", "set anything below the options of a container", (edits) => edits.editOption)
    .argument("<container>")
    .argument("<path>", "e.g. resources.memory")
    .argument("[value]", "as JSON, else as text; none takes it away");
  one("describe", "say what the project is", (edits) => edits.editDescription).argument("<text>");
}
