import { EditError } from "./edit-error.ts";
import { hasName, madeValue, namedElement } from "./made-value.ts";
import { assertJson, isJsonObject } from "./same-value.ts";
import { formatStepPath, type Json, type SpecEdit, type Step, type StepPath } from "./spec-edit.ts";

/**
 * The value after the edits, one after the other: what an edited text evaluates to. The value that is given stays as it
 * is. Throws `EditError` when a path leads through what is no object or list.
 */
export function applySpecEdits(value: Json, edits: readonly SpecEdit[]): Json {
  return edits.reduce<Json>((before, edit) => {
    if (edit.op === "set") {
      assertJson(edit.value);
      return setIn(before, edit.path, 0, edit.value);
    }
    if (edit.op === "remove") {
      if (edit.path.length === 0) throw new EditError("not-removable", "the whole definition cannot be removed");
      return removeIn(before, edit.path, 0);
    }
    assertJson(edit.value);
    return insertIn(before, edit);
  }, value);
}

function setIn(inner: Json, path: StepPath, depth: number, value: Json): Json {
  const step = path[depth];
  if (step === undefined) return value;
  const rest = path.slice(depth + 1);
  const at = placeOf(inner, path, depth);
  if (at !== undefined) return replaced(inner, at, setIn(childAt(inner, at), path, depth + 1, value));
  if (typeof step === "number") {
    throw new EditError("not-found", `nothing stands at ${formatStepPath(path.slice(0, depth + 1))}`);
  }
  const made = madeValue(rest, value);
  if (typeof step === "string") return replaced(inner, step, made);
  return [...(inner as readonly Json[]), rest.length === 0 ? made : namedElement(step.name, made)];
}

function removeIn(inner: Json, path: StepPath, depth: number): Json {
  const at = placeOf(inner, path, depth);
  if (at === undefined) return inner;
  if (depth < path.length - 1) return replaced(inner, at, removeIn(childAt(inner, at), path, depth + 1));
  if (typeof at === "number") return (inner as readonly Json[]).filter((_, index) => index !== at);
  return Object.fromEntries(Object.entries(inner as { [key: string]: Json }).filter(([key]) => key !== at));
}

function insertIn(whole: Json, { path, value, after }: SpecEdit & { op: "insert" }): Json {
  const list = valueAt(whole, path);
  if (list === undefined) return setIn(whole, path, 0, [value]);
  if (!Array.isArray(list)) throw new EditError("not-a-list", `${formatStepPath(path)} is no list`);
  const found = after === undefined ? -1 : list.findIndex((element) => hasName(element, after));
  return setIn(whole, path, 0, list.toSpliced(found < 0 ? list.length : found + 1, 0, value));
}

/** What stands at a path; undefined where nothing does. Throws `EditError` when it leads through something else. */
export function valueAt(whole: Json, path: StepPath): Json | undefined {
  let inner = whole;
  for (let depth = 0; depth < path.length; depth++) {
    const at = placeOf(inner, path, depth);
    if (at === undefined) return undefined;
    inner = childAt(inner, at);
  }
  return inner;
}

/** The key or index that a step leads to; undefined when nothing stands there. */
function placeOf(inner: Json, path: StepPath, depth: number): string | number | undefined {
  const step = path[depth] as Step;
  const where = depth === 0 ? "the definition" : formatStepPath(path.slice(0, depth));
  if (typeof step === "string") {
    if (!isJsonObject(inner)) throw new EditError("not-an-object", `${where} is no object`);
    return Object.hasOwn(inner, step) ? step : undefined;
  }
  if (!Array.isArray(inner)) throw new EditError("not-a-list", `${where} is no list`);
  const index = typeof step === "number" ? step : inner.findIndex((element) => hasName(element, step.name));
  return Number.isInteger(index) && index >= 0 && index < inner.length ? index : undefined;
}

function childAt(inner: Json, at: string | number): Json {
  return (inner as { readonly [key: string | number]: Json })[at] as Json;
}

function replaced(inner: Json, at: string | number, value: Json): Json {
  if (typeof at === "number") return (inner as readonly Json[]).with(at, value);
  const entries = Object.entries(inner as { [key: string]: Json });
  const known = entries.some(([key]) => key === at);
  return Object.fromEntries(
    known ? entries.map(([key, old]) => [key, key === at ? value : old]) : [...entries, [at, value]],
  );
}
