import { lookUp } from "../../../constructs/look-up.ts";
import { EditError } from "../edit-error.ts";
import type { PartName, Rename } from "../edit-kinds.ts";
import { note, type PlannedEdit } from "../planned-edit.ts";
import type { SpecEdit } from "../spec-edit.ts";
import { hostsTaken, shown } from "./checks.ts";
import { containerNamed, type DefinitionView, groupNamed, listOr, mountsOf, volumeNamed } from "./definition-view.ts";
import { assertNoFolder, mounts } from "./mounts.ts";
import { assertFree, assertName } from "./names.ts";
import { containerMentions } from "./rename-mentions.ts";
import { kindOf } from "./scale.ts";

export function rename(view: DefinitionView, { part, name }: Rename): PlannedEdit {
  if ("container" in part) return renameContainer(view, part.container, name);
  if ("volume" in part) return renameVolume(view, part.volume, name);
  if ("group" in part) return renameGroup(view, part.group, name);
  throw new EditError("unknown-part", "only containers, volumes and environment groups are renamed");
}

/** The names that Kubernetes makes of these are longer. */
const LONGEST: Readonly<Record<string, number>> = { cron: 52, stateful: 52 };

function renameContainer(view: DefinitionView, before: string, name: string): PlannedEdit {
  const found = containerNamed(view, before);
  if (before === name) return { edits: [], notes: [] };
  assertName(name, "container");
  assertFree(name, hostsTaken(view, before), "container");
  const longest = lookUp(LONGEST, kindOf(found)) ?? 63;
  if (name.length > longest) {
    throw new EditError("wrong-name", `a ${kindOf(found)} container has a name of at most ${longest} characters`);
  }
  const { edits, notes } = containerMentions(view, found, name);
  const each = found.parts.some((part) => mountsOf(part).some(([mount]) => mount.each !== undefined));
  const place = [...found.path, "name"];
  return {
    // The name last: until then the container is found by the one before.
    edits: [...edits, { op: "set", path: [...found.steps, "name"], value: name }],
    notes: [
      ...notes,
      ...(each
        ? [
            note(
              "warning",
              "data-left-behind",
              `the volumes of ${shown(before)} stay with its old name: the new one begins empty`,
              place,
            ),
          ]
        : []),
      ...(found.options.expose !== undefined && found.options.expose !== false
        ? [
            note(
              "note",
              "address-changes",
              "its public address changes with its name, unless it has a host of its own",
              place,
            ),
          ]
        : []),
    ],
  };
}

function renameVolume(view: DefinitionView, before: string, name: string): PlannedEdit {
  const { steps, index } = volumeNamed(view, before);
  if (before === name) return { edits: [], notes: [] };
  assertName(name, "volume");
  assertFree(name, othersThan(view.volumes, { volume: before }), "volume");
  const users = view.containers.filter(({ parts }) => parts.some((part) => mounts(part, before)));
  for (const user of users) assertNoFolder(user, name);
  const edits = users.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      mountsOf(part)
        .filter(([mount]) => mount.volume === before)
        .map(([, at]): SpecEdit => ({ op: "set", path: [...part.mounts, at, "volume"], value: name })),
    ),
  );
  const message = `what is stored in ${shown(before)} does not come along: a volume of another name begins empty`;
  return {
    edits: [...edits, { op: "set", path: [...steps, "name"], value: name }],
    notes: [note("warning", "data-left-behind", message, ["volumes", index, "name"])],
  };
}

function renameGroup(view: DefinitionView, before: string, name: string): PlannedEdit {
  const group = groupNamed(view, before);
  if (before === name) return { edits: [], notes: [] };
  assertName(name, "environment group");
  assertFree(
    name,
    [...view.groups.keys()].filter((one) => one !== before),
    "environment group",
  );
  const users = view.containers.flatMap(({ parts }) =>
    parts.flatMap(({ spec, steps }) =>
      listOr(spec.environmentFrom).flatMap((one, index): SpecEdit[] =>
        one === before ? [{ op: "set", path: [...steps, "environmentFrom", index], value: name }] : [],
      ),
    ),
  );
  return {
    // One right after the other: a writer that sees both renames the key where it stands.
    edits: [
      { op: "remove", path: ["environmentGroups", before] },
      { op: "set", path: ["environmentGroups", name], value: group },
      ...users,
    ],
    notes: [],
  };
}

function othersThan(list: readonly { readonly name: string }[], { volume }: PartName & { volume: string }): string[] {
  return list.map(({ name }) => name).filter((name) => name !== volume);
}
