import type { Diff } from "../diff-manifest.ts";
import { type FieldSet, type OwnedElement, ownedElements, ownedMembers } from "./field-set.ts";
import { type FieldPath, isObject } from "./same-value.ts";

/** Compares lists as they are merged: by the keys of their elements, as a set, or as a whole. */
export function diffElements(
  diff: Diff,
  path: FieldPath,
  desired: readonly unknown[],
  live: unknown,
  owned: FieldSet | undefined,
): void {
  const elements = ownedElements(owned);
  const members = ownedMembers(owned);
  if (!Array.isArray(live)) diff.changed(path, live, desired);
  else if (elements.length) diffByKey(diff, path, desired, live, elements);
  else if (members) diffSet(diff, path, desired, live, members);
  else diff.whole(path, desired, live, false);
}

/** Keys that API servers fill in before they merge. */
const KEY_DEFAULTS: Readonly<Record<string, unknown>> = { protocol: "TCP" };

function diffByKey(
  diff: Diff,
  path: FieldPath,
  desired: readonly unknown[],
  live: readonly unknown[],
  owned: readonly OwnedElement[],
): void {
  const names = Object.keys(owned[0]?.key ?? {});
  const byKey = (elements: readonly unknown[]) => new Map(elements.map((element) => [keyOf(element, names), element]));
  const [desiredByKey, liveByKey] = [byKey(desired), byKey(live)];
  const ownedByKey = new Map(owned.map((element) => [keyOf(element.key, names), element.fields]));
  for (const [key, element] of desiredByKey) {
    diff.value([...path, `[${key}]`], element, liveByKey.get(key), ownedByKey.get(key));
  }
  for (const key of ownedByKey.keys()) {
    if (!desiredByKey.has(key)) diff.removed([...path, `[${key}]`], liveByKey.get(key));
  }
  diffOrder(diff, path, [...desiredByKey.keys()], [...liveByKey.keys()]);
}

/** Init containers run, and environment variables refer to each other, in their order. */
function diffOrder(diff: Diff, path: FieldPath, desired: readonly string[], live: readonly string[]): void {
  const wanted = new Set(desired);
  const there = live.filter((key) => wanted.has(key));
  const present = new Set(there);
  const order = desired.filter((key) => present.has(key));
  if (order.join("\0") !== there.join("\0")) diff.changed(path, there, order);
}

function keyOf(element: unknown, names: readonly string[]): string {
  if (!isObject(element)) return String(element);
  return names.map((name) => String(element[name] ?? KEY_DEFAULTS[name] ?? "")).join("/");
}

function diffSet(
  diff: Diff,
  path: FieldPath,
  desired: readonly unknown[],
  live: readonly unknown[],
  owned: readonly unknown[],
): void {
  for (const member of desired) if (!live.includes(member)) diff.changed([...path, `[${member}]`], undefined, member);
  for (const member of owned) {
    if (!desired.includes(member) && live.includes(member)) diff.removed([...path, `[${member}]`], member);
  }
}
