import { splitText } from "../../../constructs/expressions/split-text.ts";
import type { Json, StepPath } from "../spec-edit.ts";
import { type DefinitionView, entriesOf, listOr, mountsOf, objectOr, type PartView } from "./definition-view.ts";

/** A text in which other containers may be mentioned. */
export interface MentioningText {
  readonly text: string;
  /** Key of the environment, name of the file; of a word of a command the option it belongs to, else "". */
  readonly label: string;
  readonly kind: "environment" | "word" | "file";
  /** Of which container; undefined of an environment group. */
  readonly owner: string | undefined;
  readonly steps: StepPath;
  readonly path: readonly (string | number)[];
}

/** Texts of environments, commands, arguments and files, in every zone, and of environment groups. */
export function textsOf({ containers, groups }: DefinitionView): MentioningText[] {
  return [
    ...containers.flatMap(({ name, parts, options, steps, path }) => [
      ...parts.flatMap((part) => partTexts(part, name)),
      ...entriesOf(options.zones).flatMap(([zone, here]) => {
        const place = ["options", "zones", zone, "environment"];
        return environment(objectOr(here).environment, [...steps, ...place], [...path, ...place], name);
      }),
    ]),
    ...[...groups].flatMap(([name, group]) => {
      const place = ["environmentGroups", name];
      return environment(group, place, place, undefined);
    }),
  ];
}

type ValuePath = MentioningText["path"];

function partTexts(part: PartView, owner: string): MentioningText[] {
  const { spec, steps, path } = part;
  return [
    ...environment(spec.environment, [...steps, "environment"], [...path, "environment"], owner),
    ...words(spec.command, [...steps, "command"], [...path, "command"], owner),
    ...words(spec.args, [...steps, "args"], [...path, "args"], owner),
    ...mountsOf(part).flatMap(([mount, index]) => {
      const place = [...path, ...(part.mounts.at(-2) === "options" ? ["options"] : []), "volumes", index];
      const at: StepPath = [...part.mounts, index];
      return [
        ...files({ file: mount.file }, at, place, owner),
        ...files(mount.files, [...at, "files"], [...place, "files"], owner),
        ...files(
          objectOr(mount.projected).files,
          [...at, "projected", "files"],
          [...place, "projected", "files"],
          owner,
        ),
      ];
    }),
  ];
}

function environment(values: Json | undefined, steps: StepPath, path: ValuePath, owner: string | undefined) {
  return entriesOf(values).flatMap(([key, text]) =>
    one(text, key, "environment", owner, [...steps, key], [...path, key]),
  );
}

function words(list: Json | undefined, steps: StepPath, path: ValuePath, owner: string): MentioningText[] {
  const all = listOr(list);
  return all.flatMap((text, index) =>
    one(text, optionOf(text, all[index - 1]), "word", owner, [...steps, index], [...path, index]),
  );
}

function files(
  values: { readonly [name: string]: Json | undefined } | Json | undefined,
  steps: StepPath,
  path: ValuePath,
  owner: string,
) {
  return Object.entries(objectOr(values as Json)).flatMap(([name, text]) =>
    one(text, name, "file", owner, [...steps, name], [...path, name]),
  );
}

function one(
  text: Json | undefined,
  label: string,
  kind: MentioningText["kind"],
  owner: string | undefined,
  steps: StepPath,
  path: ValuePath,
): MentioningText[] {
  return typeof text === "string" ? [{ text, label, kind, owner, steps, path }] : [];
}

/** `--db-host=db` and the `db` of `--db-host db` → `db_host` */
function optionOf(word: Json, before: Json | undefined): string {
  const found =
    /^-{1,2}([\w.-]+)=/.exec(typeof word === "string" ? word : "") ??
    /^-{1,2}([\w.-]+)$/.exec(typeof before === "string" ? before : "");
  return found?.[1]?.replaceAll("-", "_") ?? "";
}

/** What a text asks of others: `${{db.url}}` → `db`, `url`. */
export interface Ask {
  readonly owner: string;
  readonly key: string;
}

export function asksIn(text: string): Ask[] {
  return splitText(text).flatMap((part) => {
    const found =
      "expression" in part && part.closed ? /^([a-z][a-z0-9_-]*)\.(\S{1,300})$/.exec(part.expression) : null;
    return found ? [{ owner: found[1] as string, key: found[2] as string }] : [];
  });
}
