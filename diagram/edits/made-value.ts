import { EditError } from "./edit-error.ts";
import { formatStepPath, type Json, type Step, type StepPath } from "./spec-edit.ts";

/** What has to be put where a path ends early, so that the rest of the path leads to the value. */
export function madeValue(rest: StepPath, value: Json): Json {
  return rest.reduceRight<Json>((inner, step, index) => wrapped(rest, index, step, inner), value);
}

/** The element that a list gets for a step of this name, when the path goes on below it. */
export function namedElement(name: string, inner: Json): Json {
  if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
  return Object.fromEntries(Object.entries({ name }).concat(Object.entries(inner) as [string, string][])) as Json;
}

function wrapped(rest: StepPath, index: number, step: Step, inner: Json): Json {
  if (typeof step === "string") return Object.fromEntries([[step, inner]]);
  if (typeof step === "object") return [index === rest.length - 1 ? inner : namedElement(step.name, inner)];
  throw new EditError("not-found", `nothing stands at ${formatStepPath(rest.slice(0, index + 1))}`);
}

/** Whether an element of a list is the one of this name. */
export function hasName(element: Json, name: string): boolean {
  if (typeof element !== "object" || element === null || Array.isArray(element)) return false;
  return Object.hasOwn(element, "name") && (element as { readonly [key: string]: Json }).name === name;
}
