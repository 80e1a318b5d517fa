import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import { formatPath, type ValuePath } from "../../constructs/diagnostic.ts";
import type { LossReport } from "../../templates/importers/importer.ts";
import { UNSPOKEN } from "../../templates/importers/loss-report.ts";

/**
 * Keys of a file that its loss report says nothing about: an independent count, of the keys that are written in the file.
 * A row that says a key was not looked at says nothing about it.
 */
export function unaccountedKeys(text: string, losses: LossReport): string[] {
  const told = new Set(losses.filter(({ reason }) => reason !== UNSPOKEN).map(({ path }) => JSON.stringify(path)));
  return keysIn(text)
    .filter((path) => !told.has(JSON.stringify(path)))
    .map(formatPath);
}

export function keysIn(text: string): ValuePath[] {
  return keysOf(parseDocument(text, { uniqueKeys: false }).contents, []);
}

function keysOf(node: unknown, path: ValuePath): ValuePath[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => keysOf(item, [...path, index]));
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? (key.source ?? String(key.value ?? "")) : "";
    return [[...path, name], ...keysOf(value, [...path, name])];
  });
}
