import { lookUp } from "../../../constructs/look-up.ts";
import { EditError } from "../edit-error.ts";
import type { SetDescription, SetOption, SetTags } from "../edit-kinds.ts";
import type { PlannedEdit } from "../planned-edit.ts";
import { isJsonObject } from "../same-value.ts";
import type { Json, SpecEdit } from "../spec-edit.ts";
import { shown } from "./checks.ts";
import { containerNamed, type DefinitionView, own } from "./definition-view.ts";

const TAG = /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
const MOST_TAGS = 20;
const LONGEST_DESCRIPTION = 1000;
const DEEPEST = 20;

export function setTags(view: DefinitionView, { container, tags }: SetTags): PlannedEdit {
  const { steps } = containerNamed(view, container);
  const wrong = tags.find((tag) => tag.length > 40 || !(TAG.test(tag) || tag.startsWith("$")));
  if (wrong !== undefined) {
    throw new EditError("wrong-tag", `${shown(wrong)} is no tag`, "use up to 40 letters, digits, -, _ and .");
  }
  const distinct = [...new Set(tags)];
  if (distinct.length > MOST_TAGS) throw new EditError("too-many", `a container has at most ${MOST_TAGS} tags`);
  const path = [...steps, "options", "tags"];
  return { edits: [distinct.length === 0 ? { op: "remove", path } : { op: "set", path, value: distinct }], notes: [] };
}

/** What a short form stands for, by the option: `"small"` → `{ "size": "small" }`. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  workload: "kind",
  resources: "size",
  security: "standard",
  rollout: "strategy",
  expose: "port",
};

export function setOption(view: DefinitionView, { container, path, value }: SetOption): PlannedEdit {
  const { steps, options } = containerNamed(view, container);
  const [option] = path;
  if (typeof option !== "string" || path.length > DEEPEST) {
    throw new EditError("no-option", "which option of the container is meant is not said");
  }
  const place = [...steps, "options", ...path];
  if (value === undefined) {
    return { edits: stands(options, path) ? [{ op: "remove", path: place }] : [], notes: [] };
  }
  const before = own(options, option);
  const full = path.length > 1 && typeof path[1] === "string" && before !== undefined && !isJsonObject(before);
  const written: SpecEdit[] = full
    ? [{ op: "set", path: place.slice(0, steps.length + 2), value: inFull(option, before) }]
    : [];
  return { edits: [...written, { op: "set", path: place, value }], notes: [] };
}

/** Whether all that a path leads through is there, so that something can be taken away. */
function stands(options: Json, path: SetOption["path"]): boolean {
  let inner: Json | undefined = options;
  for (const step of path) {
    if (isJsonObject(inner) && typeof step === "string") inner = own(inner, step);
    else if (Array.isArray(inner) && typeof step === "number") inner = inner[step];
    else return false;
  }
  return inner !== undefined;
}

function inFull(option: string, value: Json): Json {
  if (Array.isArray(value)) {
    throw new EditError("several", `there are several ${option}`, "say which by its number");
  }
  const key = lookUp(SHORT_FORMS, option);
  return key === undefined || typeof value === "boolean" || value === null ? {} : { [key]: value };
}

export function setDescription({ description }: SetDescription): PlannedEdit {
  if (description.length > LONGEST_DESCRIPTION) {
    throw new EditError("too-long", `a description has at most ${LONGEST_DESCRIPTION} characters`);
  }
  const path = ["project", "description"];
  return { edits: [description === "" ? { op: "remove", path } : { op: "set", path, value: description }], notes: [] };
}
