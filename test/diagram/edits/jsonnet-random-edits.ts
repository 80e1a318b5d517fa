import type { Json, SpecEdit, Step } from "../../../diagram/edits/spec-edit.ts";
import type { Random } from "./jsonnet-random.ts";

/** An edit of some place of a value, of the kinds that edits in the diagram are made of. */
export function randomEdit(value: Json, random: Random): SpecEdit {
  const path: Step[] = [];
  let at: Json = value;
  for (let depth = 0; depth < 6; depth++) {
    if (Array.isArray(at) && at.length > 0) {
      const index = random.number(at.length);
      const name = nameOf(at[index]);
      const isFirst = at.findIndex((one) => nameOf(one) === name) === index;
      path.push(name !== undefined && isFirst ? { name } : index);
      at = at[index] as Json;
    } else if (typeof at === "object" && at !== null && !Array.isArray(at) && Object.keys(at).length > 0) {
      const key = depth === 0 && random.chance(2) ? "containers" : random.pick(Object.keys(at));
      if (!Object.hasOwn(at, key)) break;
      path.push(key);
      at = (at as { readonly [key: string]: Json })[key] as Json;
    } else break;
    if (depth > 0 && random.chance(4)) break;
  }
  return editAt(path, at, random);
}

function editAt(path: readonly Step[], at: Json, random: Random): SpecEdit {
  if (Array.isArray(at) && random.chance(2)) {
    const after = at.map(nameOf).find((name) => name !== undefined);
    const value = at.every((one) => typeof one !== "object") && at.length > 0 ? scalar(random) : named(random);
    return { op: "insert", path, value, ...(after !== undefined && random.chance(2) && { after }) };
  }
  if (typeof at === "object" && at !== null && !Array.isArray(at)) {
    const more = random.pick([
      ["environment", "ADDED"],
      ["options", "replicas"],
      ["added"],
      ["options", "health", "http"],
      ["it's new"],
    ]);
    if (random.chance(2)) return { op: "set", path: [...path, ...more], value: some(random) };
  }
  if (path.length > 1 && random.chance(4)) return { op: "remove", path };
  return { op: "set", path, value: random.chance(3) ? some(random) : scalar(random) };
}

function nameOf(value: Json | undefined): string | undefined {
  const name =
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).find(([key]) => key === "name")
      : undefined;
  return typeof name?.[1] === "string" ? name[1] : undefined;
}

function scalar(random: Random): Json {
  const texts = ["new", "it's", 'a "quoted" one', "two\nlines\n", "$blank", "$${{db.url}}", "%s", "ü😀\u2028", "\\"];
  return random.pick<Json>([random.number(100), true, false, ...texts, random.pick(texts), -1.5]);
}

function some(random: Random): Json {
  const empty: Json = random.pick<Json>([{}, []]);
  return random.pick<Json>([
    scalar(random),
    { a: scalar(random), b: [scalar(random)] },
    [1, "two"],
    named(random),
    empty,
  ]);
}

function named(random: Random): Json {
  return {
    name: `made-${random.number(1000)}`,
    image: "nginx:1.29",
    options: { replicas: random.number(9), tags: ["new"] },
  };
}
