import { applySpecEdits } from "../apply-spec-edits.ts";
import { EditError } from "../edit-error.ts";
import type { Duplicate } from "../edit-kinds.ts";
import { note, type PlannedEdit } from "../planned-edit.ts";
import { isJsonObject } from "../same-value.ts";
import type { Json, SpecEdit } from "../spec-edit.ts";
import { hostsTaken, shown } from "./checks.ts";
import {
  type ContainerView,
  containerNamed,
  type DefinitionView,
  groupNamed,
  mountsOf,
  viewOf,
  volumeNamed,
} from "./definition-view.ts";
import { renamedIn } from "./mentions.ts";
import { assertFree, assertName, freshName } from "./names.ts";
import { textsOf } from "./texts.ts";

export function duplicate(view: DefinitionView, { part, name }: Duplicate): PlannedEdit {
  if ("container" in part) {
    const taken = hostsTaken(view);
    return duplicateContainer(
      view,
      containerNamed(view, part.container),
      nameFor(name, taken, part.container, "container"),
    );
  }
  if ("volume" in part) {
    const { spec } = volumeNamed(view, part.volume);
    const fresh = nameFor(
      name,
      view.volumes.map((one) => one.name),
      part.volume,
      "volume",
    );
    const value = { ...spec, name: fresh };
    return { edits: [{ op: "insert", path: ["volumes"], value, after: part.volume }], notes: [], made: fresh };
  }
  if (!("group" in part))
    throw new EditError("unknown-part", "only containers, volumes and environment groups are duplicated");
  const value = groupNamed(view, part.group);
  const fresh = nameFor(name, [...view.groups.keys()], part.group, "environment group");
  return { edits: [{ op: "set", path: ["environmentGroups", fresh], value }], notes: [], made: fresh };
}

function nameFor(wish: string | undefined, taken: readonly string[], before: string, what: string): string {
  if (wish === undefined) return freshName(taken, before);
  assertName(wish, what);
  assertFree(wish, taken, what);
  return wish;
}

/** What only one can have stays with the first: host names, aliases, public ports. */
function duplicateContainer(view: DefinitionView, found: ContainerView, name: string): PlannedEdit {
  const { spec, options, path } = found;
  const expose = options.expose === undefined ? undefined : sharedExpose(options.expose);
  const { aliases: _, ...others } = options;
  const copied: { readonly [key: string]: Json } = {
    ...spec,
    ...(spec.options !== undefined && { options: { ...others, ...(expose !== undefined && { expose }) } }),
  };
  const value = copiedTexts(view, { ...copied, name: found.name }, name);
  const mounted = new Set(found.parts.flatMap((part) => mountsOf(part).map(([mount]) => mount.volume)));
  const forOne = view.volumes.filter((volume) => mounted.has(volume.name) && volume.spec.access !== "many");
  const changed = options.aliases !== undefined || JSON.stringify(expose) !== JSON.stringify(options.expose);
  return {
    edits: [{ op: "insert", path: ["containers"], value, after: found.name }],
    made: name,
    notes: [
      ...(changed
        ? [note("note", "not-shared", `host names and public ports of its own stay with ${shown(found.name)}`, path)]
        : []),
      ...forOne.map((volume) =>
        note(
          "warning",
          "volume-for-one",
          `both mount the volume ${shown(volume.name)}, which is for one node at a time`,
          ["volumes", volume.index],
        ),
      ),
    ],
  };
}

/** The copy, which means itself where the first means itself. */
function copiedTexts(view: DefinitionView, spec: { readonly [key: string]: Json }, name: string): Json {
  const alone = { project: { name: view.project }, containers: [spec] };
  const sought = { name: String(spec.name), project: view.project };
  const edits = textsOf(viewOf(alone)).flatMap((mention): SpecEdit[] => {
    const text = renamedIn(mention, sought, name);
    return text === mention.text ? [] : [{ op: "set", path: mention.steps, value: text }];
  });
  const renamed = applySpecEdits(alone, [...edits, { op: "set", path: ["containers", 0, "name"], value: name }]);
  return ((renamed as typeof alone).containers[0] ?? spec) as Json;
}

function sharedExpose(expose: Json): Json {
  if (Array.isArray(expose)) return expose.map(sharedExpose);
  if (!isJsonObject(expose)) return expose;
  const { hosts: _, publicPort: __, ...rest } = expose;
  return Object.keys(rest).length === 0 ? true : rest;
}
