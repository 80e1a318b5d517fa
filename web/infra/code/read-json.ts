import { getLocation, parse } from "jsonc-parser";
import type { Print } from "../../../diagram/edits/tracing/print.ts";
import type { LooseDefinition, Place, Reading } from "./place.ts";
import type { JsonPath } from "./schema.ts";

const PRINT: Print = { quote: '"', newline: "\n", unit: "  ", bare: () => false };

/** Where in a definition in JSON a place of its text is. */
export function readJson(text: string, offset: number): Reading {
  let definition: LooseDefinition | undefined;
  const read = () => {
    definition ??= looselyParsed(text);
    return definition;
  };
  return { place: placeAt(text, offset, read), print: PRINT, definition: read };
}

function placeAt(text: string, offset: number, definition: () => LooseDefinition): Place {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const end = previousNode ? previousNode.offset + previousNode.length : 0;
  const isInside = previousNode !== undefined && previousNode.offset <= offset && offset <= end;
  const word = /[\w$.-]*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0] ?? "";
  const from = isInside ? previousNode.offset : offset - word.length;
  const to = isInside ? end : offset;
  const place = {
    from,
    to,
    isBegun: from < to,
    words: [],
    ...(text[from] === '"' && from < to && { quote: '"' as const }),
  };
  if (!isAtPropertyKey) return { ...place, asks: "value", paths: [path], hasValue: false, taken: [] };
  const object = path.slice(0, -1);
  const key = String(path.at(-1) ?? "");
  const hasValue = /^\s*:/.test(text.slice(to, to + 200));
  return { ...place, asks: "key", paths: [object], key, hasValue, taken: keysBeside(definition(), object, key) };
}

function keysBeside(definition: unknown, path: JsonPath, key: string): string[] {
  let at: unknown = definition;
  for (const step of path) {
    at = isObject(at) && Object.hasOwn(at, step) ? (at as Readonly<Record<string | number, unknown>>)[step] : undefined;
  }
  return isObject(at) && !Array.isArray(at) ? Object.keys(at).filter((one) => one !== key) : [];
}

function looselyParsed(text: string): LooseDefinition {
  const value: unknown = parse(text, [], { allowTrailingComma: true });
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
