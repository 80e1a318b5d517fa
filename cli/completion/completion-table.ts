import type { Command, Option } from "commander";

/** What can stand where a value is wanted. */
export type Source =
  | { readonly kind: "files" }
  | { readonly kind: "words"; readonly words: readonly string[] }
  /** Asked of `espalier __complete` while typing. */
  | { readonly kind: "asked"; readonly what: AskedKind }
  | { readonly kind: "nothing" };

export const ASKED_KINDS = ["templates", "galleries", "zones", "containers", "tags", "template-tags"] as const;
export type AskedKind = (typeof ASKED_KINDS)[number];

export interface CompletedOption {
  /** `--zone`, `-z` */
  readonly flags: readonly string[];
  readonly description: string;
  /** Absent when the option takes no value. */
  readonly value?: Source;
}

/** One command as a shell completes it. */
export interface CompletedCommand {
  /** Words that name it: `""` for the program itself, `zone up`. */
  readonly path: string;
  readonly subcommands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
  readonly argument?: Source;
}

/** The whole tree of commands, each with what can follow it. */
export function completionTable(program: Command): CompletedCommand[] {
  return commandsBelow(program).map(({ path, command }) => {
    const help = command.createHelp();
    const options = [...help.visibleOptions(command), ...(command.parent ? help.visibleGlobalOptions(command) : [])];
    const argument = command.registeredArguments[0];
    return {
      path,
      subcommands: help.visibleCommands(command).map((one) => ({ name: one.name(), description: one.description() })),
      options: options.map((option) => completedOption(path, option)),
      ...(argument ? { argument: sourceOf(path, argument.name(), argument.argChoices) } : {}),
    };
  });
}

function commandsBelow(command: Command, path = ""): { path: string; command: Command }[] {
  const visible = command.createHelp().visibleCommands(command);
  const below = visible.flatMap((one) => commandsBelow(one, path === "" ? one.name() : `${path} ${one.name()}`));
  return [{ path, command }, ...below];
}

function completedOption(path: string, option: Option): CompletedOption {
  const flags = [option.long, option.short].filter((flag) => flag !== undefined && flag !== null);
  const wanted = /<([^>]+)>/.exec(option.flags)?.[1];
  return {
    flags,
    description: option.description,
    ...(wanted === undefined ? {} : { value: valueSource(path, wanted, option.argChoices) }),
  };
}

const FILES = ["file", "folder"];

/** What an argument is called says what it is; `<name>` is a zone's name behind `zone …`, but for a new one. */
function sourceOf(path: string, name: string, choices?: readonly string[]): Source {
  if (name === "name" && path.startsWith("zone ") && path !== "zone add") return { kind: "asked", what: "zones" };
  return valueSource(path, name, choices);
}

/** `<file>`, `<folder>`, `<template>`, `<gallery>`, `<container>`, `<tag>`, zones as `<names>`. */
function valueSource(path: string, name: string, choices?: readonly string[]): Source {
  if (choices) return { kind: "words", words: choices };
  if (FILES.includes(name)) return { kind: "files" };
  if (name === "tag") return { kind: "asked", what: path === "templates" ? "template-tags" : "tags" };
  const what = ASKED[name];
  return what ? { kind: "asked", what } : { kind: "nothing" };
}

const ASKED: Readonly<Record<string, AskedKind>> = {
  template: "templates",
  gallery: "galleries",
  container: "containers",
  names: "zones",
};
