import type { StepPath } from "../spec-edit.ts";
import type { Composite } from "./concrete-syntax.ts";

/** The order in which people write the keys of a definition. */
const DEFINITION = [
  "$schema",
  "template",
  "variables",
  "project",
  "zones",
  "registries",
  "network",
  "environmentGroups",
  "containers",
  "volumes",
];

const CONTAINER = ["name", "image", "workingDir", "command", "args", "environmentFrom", "environment", "options"];

/** Where a new key comes in its object: behind the last of those that usually stand before it, else at the end. */
export function indexForKey({ items }: Composite, path: StepPath, key: string): number {
  const order = path.length === 0 ? DEFINITION : path.length === 2 && path[0] === "containers" ? CONTAINER : [];
  const place = order.indexOf(key);
  if (place < 0) return items.length;
  const before = items.findLastIndex((item) => {
    const other = order.indexOf(item.key?.name ?? "");
    return other >= 0 && other < place;
  });
  return before < 0 ? items.length : before + 1;
}
