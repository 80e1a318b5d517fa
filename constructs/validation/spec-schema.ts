import type { core, ZodNumber } from "zod";
import type { ValuePath } from "../diagnostic.ts";
import { ProjectSpec } from "../spec.ts";

type Schema = core.$ZodType;

/** The schema that holds at a path of a spec; undefined where nothing is known. */
export function schemaAt(path: ValuePath): Schema | undefined {
  let schema: Schema | undefined = ProjectSpec;
  for (const step of path) {
    schema = schema && child(unwrap(schema), step);
  }
  return schema && unwrap(schema);
}

/** Keys of the object at a path; empty when anything else is there. */
export function keysAt(path: ValuePath): string[] {
  const schema = schemaAt(path);
  return schema ? Object.keys(shapeOf(schema) ?? {}) : [];
}

/** What is accepted, in words: `true or false, a whole number from 1 to 65535 or an object with port, protocol`. */
export function describeSchema(schema: Schema): string {
  const def = definition(unwrap(schema));
  switch (def.type) {
    case "boolean":
      return "true or false";
    case "number":
      return describeNumber(schema);
    case "string":
      return "text";
    case "literal":
      return def.values.map((value) => JSON.stringify(value)).join(" or ");
    case "enum":
      return `one of ${Object.values(def.entries).join(", ")}`;
    case "array":
      return "a list";
    case "record":
      return "an object";
    case "object":
      return `an object with ${Object.keys(def.shape).join(", ")}`;
    case "union":
      return listWords(def.options.map(describeSchema));
    default:
      return def.type;
  }
}

/** Where a key is accepted, as paths without indices: `expose` → `[["containers", "options"]]`. */
export function placesOf(key: string): readonly ValuePath[] {
  places ??= collectPlaces();
  return places.get(key) ?? [];
}

let places: Map<string, ValuePath[]> | undefined;

function collectPlaces(): Map<string, ValuePath[]> {
  const found = new Map<string, ValuePath[]>();
  const visit = (schema: Schema, path: ValuePath): void => {
    const def = definition(unwrap(schema));
    if (def.type === "array") visit(def.element, path);
    if (def.type === "union") for (const option of def.options) visit(option, path);
    if (def.type !== "object") return;
    for (const [key, value] of Object.entries(def.shape)) {
      found.set(key, [...(found.get(key) ?? []), path]);
      visit(value, [...path, key]);
    }
  };
  visit(ProjectSpec, []);
  return found;
}

function child(schema: Schema, step: string | number): Schema | undefined {
  const def = definition(schema);
  if (def.type === "array") return def.element;
  if (def.type === "record") return def.valueType;
  if (def.type === "union") return def.options.map((option) => child(unwrap(option), step)).find(Boolean);
  const shape = shapeOf(schema);
  return shape && Object.hasOwn(shape, step) ? shape[step] : undefined;
}

function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const def = definition(schema);
  if (def.type === "union") return def.options.map((option) => shapeOf(unwrap(option))).find(Boolean);
  return def.type === "object" ? def.shape : undefined;
}

function unwrap(schema: Schema): Schema {
  const def = definition(schema);
  return def.type === "optional" ? unwrap(def.innerType) : schema;
}

function definition(schema: Schema): core.$ZodTypes["_zod"]["def"] {
  return (schema as core.$ZodTypes)._zod.def;
}

function describeNumber(schema: Schema): string {
  const { minValue, maxValue, isInt } = unwrap(schema) as ZodNumber;
  const what = isInt ? "a whole number" : "a number";
  if (isInt && Number.isSafeInteger(minValue) && maxValue !== Number.MAX_SAFE_INTEGER) {
    return `${what} from ${minValue} to ${maxValue}`;
  }
  return minValue === 0 ? `${what} above 0` : what;
}

function listWords(words: readonly string[]): string {
  const unique = [...new Set(words)];
  return unique.length < 2 ? unique.join("") : `${unique.slice(0, -1).join(", ")} or ${unique.at(-1)}`;
}
