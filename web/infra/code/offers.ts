import type { Json } from "../../../diagram/edits/spec-edit.ts";
import { type Print, printKey, printText, printValue } from "../../../diagram/edits/tracing/print.ts";
import { namesAt } from "./named-parts.ts";
import type { Place, Reading, Word } from "./place.ts";
import {
  descriptionAt,
  type JsonPath,
  type KnownKey,
  keysAt,
  type Schema,
  schemasAt,
  takesObject,
  valuesAt,
} from "./schema.ts";

/** Something that may be written at a place. */
export interface Offer {
  /** As it is shown. */
  readonly label: string;
  readonly kind: "key" | "value" | Word["kind"];
  readonly insert: string;
  /** How far before the end of what is inserted one goes on writing. */
  readonly back: number;
  readonly detail?: string;
  readonly info?: string;
}

/** Keys, values, names and words that may stand at a place. Where a place means several things: what fits all of them. */
export function offersAt({ place, print, definition }: Reading, schema: Schema): Offer[] {
  if (!place) return [];
  const begun = place.quote ? { ...print, quote: place.quote, bare: () => false } : print;
  if (place.asks === "key") return keyOffers(place, begun, schema);
  const values = valueOffers(place, begun, schema, (path) => namesAt(path, definition()));
  const argumentNames = new Set(place.words.filter(({ kind }) => kind === "argument").map(({ name }) => name));
  const words = place.words
    .filter(({ name, kind }) => kind === "argument" || !argumentNames.has(name))
    .map((word) => wordOffer(word, place, begun, schema));
  return [...values, ...words];
}

function keyOffers({ paths, taken, hasValue }: Place, print: Print, schema: Schema): Offer[] {
  const objects = distinct(paths).filter((path) => schemasAt(schema, path).some(takesObject));
  const known = common(
    objects.map((path) => keysAt(schema, path)),
    ({ key }) => key,
  );
  return known
    .filter(({ key }) => !taken.includes(key))
    .map(({ key, description, opens }) => {
      const value = hasValue ? "" : opened(opens, print);
      return {
        label: key,
        kind: "key",
        insert: `${printKey(key, print)}${hasValue ? "" : `: ${value}`}`,
        back: value === "" ? 0 : 1,
        ...(description && { info: description }),
      };
    });
}

function valueOffers(
  { paths }: Place,
  print: Print,
  schema: Schema,
  names: (path: JsonPath) => readonly string[],
): Offer[] {
  const known = distinct(paths).filter((path) => schemasAt(schema, path).length > 0);
  const values = common(
    known.map((path) => [...valuesAt(schema, path), ...names(path)]),
    (value) => JSON.stringify(value),
  );
  const info = known.map((path) => descriptionAt(schema, path)).find((one) => one !== undefined);
  return values.map((value) => ({
    label: String(value),
    kind: "value",
    insert: printValue(value as Json, print, "", true),
    back: 0,
    ...(info && { info }),
  }));
}

function wordOffer({ name, kind, detail, info, paths }: Word, place: Place, print: Print, schema: Schema): Offer {
  const path = paths && distinct(paths).find((one) => schemasAt(schema, one).length > 0);
  const shown = info ?? (path && descriptionAt(schema, path));
  const rest = { label: name, kind, ...(detail && { detail }), ...(shown && { info: shown }) };
  if (kind !== "argument" || place.hasValue) return { ...rest, insert: name, back: 0 };
  const key = path && keysAt(schema, path.slice(0, -1)).find((one) => one.key === path.at(-1));
  const value = opened(key?.opens, print);
  return { ...rest, insert: `${name}=${value}`, back: value === "" ? 0 : 1 };
}

function opened(opens: KnownKey["opens"], { quote }: Print): string {
  if (opens === "object") return "{}";
  if (opens === "list") return "[]";
  return opens === "text" ? printText("", quote) : "";
}

export interface Explained {
  readonly name: string;
  readonly description: string;
  readonly values: readonly unknown[];
}

const MOST_EXPLAINED = 3;

/** What is known of what stands at a place, for each thing that it means. */
export function explainedAt({ place }: Reading, schema: Schema, text: string): Explained[] {
  if (!place) return [];
  const { asks, paths, key, from, to, words } = place;
  const word = words.find(({ name }) => name === text.slice(from, to));
  if (word?.info) return [{ name: `${word.name}${word.detail ?? ""}`, description: word.info, values: [] }];
  const meant = asks === "key" ? paths.map((path) => [...path, key ?? ""]) : [...paths, ...(word?.paths ?? [])];
  const explained = new Map<string, Explained>();
  for (const path of distinct(meant)) {
    const description = descriptionAt(schema, path);
    const name = path.findLast((step) => typeof step === "string");
    if (description && name)
      explained.set(description, { name: String(name), description, values: valuesAt(schema, path) });
  }
  return [...explained.values()].slice(0, MOST_EXPLAINED);
}

/** Paths of which the schema says different things: which element of a list is meant does not matter to it. */
function distinct(paths: readonly JsonPath[]): JsonPath[] {
  const found = new Map<string, JsonPath>();
  for (const path of paths) {
    const shape = JSON.stringify(path.map((step) => (typeof step === "number" ? 0 : step)));
    if (!found.has(shape)) found.set(shape, path);
  }
  return [...found.values()];
}

/** What is in all lists. */
function common<Value>(lists: readonly (readonly Value[])[], keyOf: (value: Value) => string): Value[] {
  const [first = [], ...others] = lists;
  const known = others.map((list) => new Set(list.map(keyOf)));
  const found = new Map(first.map((value) => [keyOf(value), value]));
  return [...found].filter(([key]) => known.every((one) => one.has(key))).map(([, value]) => value);
}
