import { EditError } from "../edit-error.ts";
import type { SetEnvironment } from "../edit-kinds.ts";
import type { PlannedEdit } from "../planned-edit.ts";
import type { SpecEdit, StepPath } from "../spec-edit.ts";
import { brokenNotes } from "./broken-asks.ts";
import { assertVariable } from "./checks.ts";
import { containerNamed, type DefinitionView, groupNamed } from "./definition-view.ts";

export function setEnvironment(view: DefinitionView, { of, set = {}, remove = [] }: SetEnvironment): PlannedEdit {
  const path = placeOf(view, of);
  for (const key of Object.keys(set)) assertVariable(key);
  const twice = remove.find((key) => Object.hasOwn(set, key));
  if (twice !== undefined) throw new EditError("contradiction", `${JSON.stringify(twice)} is both set and taken away`);
  const edits: SpecEdit[] = [
    ...remove.map((key): SpecEdit => ({ op: "remove", path: [...path, key] })),
    ...Object.entries(set).map(([key, value]): SpecEdit => ({ op: "set", path: [...path, key], value })),
  ];
  return { edits, notes: brokenNotes(view.value, edits) };
}

function placeOf(view: DefinitionView, of: SetEnvironment["of"]): StepPath {
  if ("container" in of) return [...containerNamed(view, of.container).steps, "environment"];
  groupNamed(view, of.group);
  return ["environmentGroups", of.group];
}
