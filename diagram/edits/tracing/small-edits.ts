import { valueAt } from "../apply-spec-edits.ts";
import { isJsonObject, sameValue } from "../same-value.ts";
import type { Json, SpecEdit, StepPath } from "../spec-edit.ts";
import { isUnknown } from "./outcome.ts";

/**
 * The same edit as edits of the smallest parts: an object that is set in the place of another keeps what is the same in
 * both, with its comments.
 */
export function smallEdits(value: Json | undefined, edit: SpecEdit): readonly SpecEdit[] {
  if (edit.op !== "set" || value === undefined) return [edit];
  let before: Json | undefined;
  try {
    before = valueAt(value, edit.path);
  } catch {
    return [edit];
  }
  return before === undefined ? [edit] : differences(before, edit.value, edit.path);
}

function differences(before: Json, after: Json, path: StepPath): readonly SpecEdit[] {
  if (sameValue(before, after)) return [];
  const whole: SpecEdit = { op: "set", path, value: after };
  if (hidesUnknown(before)) return [whole];
  if (isJsonObject(before) && isJsonObject(after)) {
    const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
    // The name last: until then the path leads to the element by its old one.
    const kept = Object.entries(after).sort(([a], [b]) => Number(a === "name") - Number(b === "name"));
    const isNamed = Object.hasOwn(before, "name") && !Object.hasOwn(after, "name");
    if (isNamed || (gone.length > 0 && gone.length === Object.keys(before).length)) return [whole];
    return [
      ...gone.map((key) => ({ op: "remove", path: [...path, key] }) as const),
      ...kept.flatMap(([key, one]) => {
        const old = Object.hasOwn(before, key) ? before[key] : undefined;
        const at = [...path, key];
        return old === undefined ? [{ op: "set", path: at, value: one } as const] : differences(old, one, at);
      }),
    ];
  }
  if (!Array.isArray(before) || !Array.isArray(after) || after.length === 0 || before.length === 0) return [whole];
  return listDifferences(before, after, path, whole);
}

function listDifferences(
  before: readonly Json[],
  after: readonly Json[],
  path: StepPath,
  whole: SpecEdit,
): readonly SpecEdit[] {
  const shared = Math.min(before.length, after.length);
  let start = 0;
  while (start < shared && sameValue(before[start] as Json, after[start] as Json)) start++;
  let end = 0;
  while (end < shared - start && sameValue(before.at(-1 - end) as Json, after.at(-1 - end) as Json)) end++;
  const [gone, come] = [before.length - start - end, after.length - start - end];
  if (gone === come)
    return Array.from({ length: gone }, (_, index) => index + start).flatMap((index) =>
      differences(before[index] as Json, after[index] as Json, [...path, index]),
    );
  if (come === 0) return Array.from({ length: gone }, () => ({ op: "remove", path: [...path, start] }) as const);
  if (gone === 0 && end === 0) return after.slice(start).map((value) => ({ op: "insert", path, value }) as const);
  return [whole];
}

function hidesUnknown(value: Json): boolean {
  if (isUnknown(value)) return true;
  if (isJsonObject(value) && Object.keys(value).some((key) => key.startsWith("\u0000"))) return true;
  return Array.isArray(value) && value.some(isUnknown);
}
