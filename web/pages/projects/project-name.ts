/** As `constructs/spec/words.ts` has it. */
const NAME = /^[a-z]([a-z0-9_-]*[a-z0-9])?$/;
const LONGEST = 63;

/** What is wrong with the name of a new project, as far as that can be told here. */
export function nameMistake(name: string): string | undefined {
  if (name === "") return "Give the project a name.";
  if (name.length > LONGEST) return `A name has at most ${LONGEST} characters.`;
  if (!NAME.test(name)) {
    return "Use lower-case letters, digits, - and _; begin with a letter and end with a letter or digit.";
  }
  if (/^(default|kube-.*)$/.test(name.replaceAll("_", "-"))) {
    return "A namespace of this name belongs to the clusters themselves; choose another.";
  }
  return undefined;
}

/** A name that none of the projects has: `ghost`, else `ghost-2`… */
export function freeName(wanted: string, taken: readonly string[]): string {
  const held = new Set(taken.map((name) => name.replaceAll("_", "-")));
  const base = wanted.slice(0, LONGEST - 4);
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${base}-${count}`;
    if (!held.has(name.replaceAll("_", "-"))) return name;
  }
}
