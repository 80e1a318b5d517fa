/** A key, an index, or the element of a list that has this name. */
export type OverrideStep = string | number | { readonly name: string };

/** What is changed in the value that a definition makes; missing parents of what is set are made. */
export type Override =
  | { readonly set: readonly OverrideStep[]; readonly to: unknown }
  | { readonly remove: readonly OverrideStep[] }
  | { readonly insert: unknown; readonly into: readonly OverrideStep[]; readonly after?: string };

/** The value after the overrides; the one that is given stays as it is. Throws for a path that leads nowhere. */
export function applyOverrides(value: unknown, overrides: readonly Override[]): unknown {
  return overrides.reduce<unknown>((current, one) => {
    if ("set" in one) return changed(current, one.set, 0, () => one.to);
    if ("remove" in one) return removed(current, one.remove, 0);
    return changed(current, one.into, 0, (list) => inserted(list, one));
  }, value);
}

function inserted(list: unknown, { insert, after, into }: Extract<Override, { insert: unknown }>): unknown[] {
  if (list === undefined) return [insert];
  if (!Array.isArray(list)) throw refusal(into);
  const found = after === undefined ? -1 : list.findIndex((one) => nameOf(one) === after);
  return list.toSpliced(found < 0 ? list.length : found + 1, 0, insert);
}

/** With another value at the end of a path; parents that are missing are made. */
function changed(
  value: unknown,
  path: readonly OverrideStep[],
  at: number,
  change: (value: unknown) => unknown,
): unknown {
  const step = path[at];
  if (step === undefined) return change(value);
  if (typeof step === "string") {
    if (value !== undefined && !isObject(value)) throw refusal(path);
    const object = value ?? {};
    const before = Object.hasOwn(object, step) ? (object as Record<string, unknown>)[step] : undefined;
    return { ...object, [step]: changed(before, path, at + 1, change) };
  }
  if (value !== undefined && !Array.isArray(value)) throw refusal(path);
  const list: unknown[] = value ?? [];
  const index = indexOf(list, step);
  if (index >= 0 && index < list.length) return list.with(index, changed(list[index], path, at + 1, change));
  if (typeof step === "number") throw refusal(path);
  const made = changed(undefined, path, at + 1, change);
  return [...list, at + 1 < path.length && isObject(made) ? { name: step.name, ...made } : made];
}

function removed(value: unknown, path: readonly OverrideStep[], at: number): unknown {
  const step = path[at] as OverrideStep;
  const isLast = at + 1 === path.length;
  if (typeof step === "string") {
    if (!isObject(value)) throw refusal(path);
    if (!Object.hasOwn(value, step)) return value;
    const { [step]: before, ...others } = value;
    if (isLast) return others;
    return { ...value, [step]: removed(before, path, at + 1) };
  }
  if (!Array.isArray(value)) throw refusal(path);
  const index = indexOf(value, step);
  if (index < 0 || index >= value.length) return value;
  return isLast ? value.toSpliced(index, 1) : value.with(index, removed(value[index], path, at + 1));
}

function indexOf(list: readonly unknown[], step: Exclude<OverrideStep, string>): number {
  return typeof step === "number" ? step : list.findIndex((one) => nameOf(one) === step.name);
}

function nameOf(value: unknown): unknown {
  return isObject(value) ? value.name : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refusal(path: readonly OverrideStep[]): Error {
  const steps = path.map((step) => (typeof step === "object" ? step.name : step)).join(".");
  return new Error(`override: ${steps} leads to nothing that can be changed`);
}
