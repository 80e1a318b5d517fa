import { EditError } from "../edit-error.ts";

const LONGEST = 63;
const NAME = /^[a-z]([a-z0-9_-]*[a-z0-9])?$/;
const BLANK = /\$(?:[A-Za-z_]|\{[A-Za-z_])/;

/** A name as a host name: `_` becomes `-`. As constructs/dns-name.ts, which needs more than a browser has. */
export function hostLabel(name: string): string {
  return name.replaceAll("_", "-");
}

/** Whether a text is filled in before anything reads it. */
export function hasBlank(text: string): boolean {
  return BLANK.test(text);
}

/** Throws `EditError` for what no container, volume or environment group may be called. */
export function assertName(name: string, what: string): void {
  if (typeof name === "string" && name.length <= LONGEST && NAME.test(name)) return;
  throw new EditError(
    "wrong-name",
    `no ${what} can be called ${JSON.stringify(String(name).slice(0, 80))}`,
    "use up to 63 lower-case letters, digits, - and _, starting with a letter",
  );
}

/** `_` and `-` are one in host names, so two names that differ by them alone are one. */
export function assertFree(name: string, taken: Iterable<string>, what: string): void {
  const label = hostLabel(name);
  for (const other of taken) {
    if (hostLabel(other) !== label) continue;
    const fix = `call it ${JSON.stringify(freshName(taken, name))}`;
    throw new EditError("name-taken", `${JSON.stringify(other)} is the name of another ${what}`, fix);
  }
}

/**
 * A name that nothing has, as near to the wish as it can be: `web` → `web`, `web-2`, `web-3`…; what a name cannot hold
 * becomes `-`. `_` counts as `-`.
 */
export function freshName(taken: Iterable<string>, wish: string): string {
  const labels = new Set([...taken].map(hostLabel));
  const base = nameLike(wish);
  if (!labels.has(hostLabel(base))) return base;
  const stem = base.replace(/-[0-9]+$/, "");
  for (let number = 2; ; number++) {
    const ending = `-${number}`;
    const name = `${stem.slice(0, LONGEST - ending.length).replace(/[-_]+$/, "")}${ending}`;
    if (!labels.has(hostLabel(name))) return name;
  }
}

function nameLike(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, LONGEST)
    .replace(/[^a-z0-9]+$/, "");
  return name === "" ? "container" : name;
}
