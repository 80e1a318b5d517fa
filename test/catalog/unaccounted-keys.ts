import { parseDocument } from "yaml";
import { formatPath, type ValuePath } from "../../constructs/diagnostic.ts";
import type { LossReport } from "../../templates/importers/importer.ts";

/**
 * Keys of a file that its loss report says nothing about; an independent count, from the parsed file alone. A row speaks
 * for its own key, and for all below it unless there are rows for some of that.
 */
export function unaccountedKeys(text: string, losses: LossReport): string[] {
  const rows = new Set(losses.map(({ path }) => formatPath(path)));
  const lost = new Set(losses.filter(({ fate }) => fate === "unsupported").map(({ path }) => formatPath(path)));
  const withRowsBelow = new Set(losses.flatMap(({ path }) => properPrefixes(path)));
  const speaks = (path: string) => rows.has(path) && (lost.has(path) || !withRowsBelow.has(path));
  return keysIn(parseDocument(text, { merge: true }).toJS())
    .filter((key) => !rows.has(formatPath(key)) && !properPrefixes(key).some(speaks))
    .map((key) => formatPath(key));
}

/** How many keys a file has, aliases and merged maps written out. */
export function countKeys(text: string): number {
  return keysIn(parseDocument(text, { merge: true }).toJS()).length;
}

function keysIn(value: unknown, path: ValuePath = []): ValuePath[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => keysIn(inner, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...keysIn(inner, [...path, key])]);
}

function properPrefixes(path: ValuePath): string[] {
  return path.slice(1).map((_, index) => formatPath(path.slice(0, index + 1)));
}
