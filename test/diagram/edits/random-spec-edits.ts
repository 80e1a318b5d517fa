import fc from "fast-check";
import { isJsonObject } from "../../../diagram/edits/same-value.ts";
import type { Json, SpecEdit, Step, StepPath } from "../../../diagram/edits/spec-edit.ts";
import type { Dice } from "./dice.ts";

const NAMES = ["web", "db", "cache", "a-b", "x_y"] as const;
const KEYS = ["name", "image", "options", "environment", "a", "b", "__proto__", "", "ключ", 'quo"te', "a\\b"] as const;

const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.constantFrom("nginx:1.29", "// no comment", "/* none */", '"', "\\", "a\r\nb", "\ud800", "\u2028", "${{db.url}}"),
  fc.integer({ min: -5, max: 100_000 }),
  fc.constantFrom(0.5, 1e21, true, false, null),
);

const tree = fc.letrec<{ value: Json; object: Json; named: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    tie("object"),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(tie("named"), { maxLength: 4 }),
  ),
  object: fc.dictionary(fc.constantFrom(...KEYS), tie("value"), {
    maxKeys: 5,
    noNullPrototype: true,
  }) as fc.Arbitrary<Json>,
  named: fc.record(
    { name: fc.constantFrom(...NAMES), image: scalar, options: tie("value") },
    { requiredKeys: ["name"], noNullPrototype: true },
  ),
}));

export const anyJson: fc.Arbitrary<Json> = tree.value;
export const anyObject: fc.Arbitrary<Json> = tree.object;

/** Something like a definition: objects with names in lists. */
export const anyDefinition: fc.Arbitrary<Json> = fc.record(
  {
    project: fc.constant({ name: "shop" }),
    containers: fc.array(tree.named, { maxLength: 5 }),
    volumes: fc.array(tree.named, { maxLength: 3 }),
    environmentGroups: tree.object,
    network: tree.value,
  },
  { requiredKeys: ["project", "containers"], noNullPrototype: true },
);

/** An edit that can be made in the value: of what is there, or of what is missing. */
export function randomSpecEdit(value: Json, dice: Dice, values: readonly Json[]): SpecEdit {
  const op = dice.pick(["set", "set", "remove", "insert"] as const);
  if (op === "insert") {
    const path = pathTo(value, dice, (one) => Array.isArray(one));
    if (path) {
      return { op, path, value: dice.pick(values), ...(dice.chance(2) && { after: dice.pick(NAMES) }) };
    }
  }
  const path = anyPath(value, dice);
  if (op === "remove" && path.length > 0) return { op, path };
  return { op: "set", path: lengthened(value, path, dice), value: dice.pick(values) };
}

/** Down from the root until the dice stop it. */
function anyPath(value: Json, dice: Dice): StepPath {
  const path: Step[] = [];
  let inner: Json = value;
  while (path.length === 0 ? !dice.chance(30) : !dice.chance(4)) {
    if (Array.isArray(inner) && inner.length > 0) {
      const index = dice.roll(inner.length);
      const element: Json = inner[index] as Json;
      const name = isJsonObject(element) && Object.hasOwn(element, "name") ? element.name : undefined;
      const first = inner.findIndex((one) => isJsonObject(one) && Object.hasOwn(one, "name") && one.name === name);
      path.push(typeof name === "string" && first === index && dice.chance(2) ? { name } : index);
      inner = element;
    } else if (isJsonObject(inner) && Object.keys(inner).length > 0) {
      const key = dice.pick(Object.keys(inner));
      path.push(key);
      inner = inner[key] as Json;
    } else break;
  }
  return path;
}

/** With steps that are not there yet. */
function lengthened(value: Json, path: StepPath, dice: Dice): StepPath {
  if (dice.chance(2)) return path;
  const inner = at(value, path);
  if (isJsonObject(inner)) {
    const key = dice.pick(KEYS);
    if (Object.hasOwn(inner, key)) return [...path, key];
    return [...path, key, ...dice.pick<StepPath>([[], ["a"], [{ name: "new" }], [{ name: "new" }, "options", "b"]])];
  }
  if (!Array.isArray(inner)) return path;
  return [...path, { name: dice.pick(["new", "other"]) }, ...dice.pick<StepPath>([[], ["options"], ["options", "a"]])];
}

function at(value: Json, path: StepPath): Json | undefined {
  return path.reduce<Json | undefined>((inner, step) => {
    if (Array.isArray(inner)) {
      return typeof step === "number"
        ? inner[step]
        : inner.find((one) => isJsonObject(one) && typeof step === "object" && one.name === step.name);
    }
    return isJsonObject(inner) && typeof step === "string" ? inner[step] : undefined;
  }, value);
}

function pathTo(value: Json, dice: Dice, wanted: (value: Json) => boolean): StepPath | undefined {
  for (let tries = 0; tries < 6; tries++) {
    const path = anyPath(value, dice);
    const inner = at(value, path);
    if (inner !== undefined && wanted(inner)) return path;
  }
  return undefined;
}
