import { createScanner, type Node, parseTree } from "jsonc-parser";
import type { Located } from "../format-writer.ts";
import { DEEPEST, LONGEST_TEXT } from "../limits.ts";
import type { StepPath } from "../spec-edit.ts";
import { KIND } from "./parse.ts";

/** Parts of a definition in JSON, in the order of the text. */
export function locate(text: string): readonly Located[] {
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  if (text.length > LONGEST_TEXT || isTooDeep(text)) return [];
  const root = parseTree(text.slice(start), [], { allowTrailingComma: true });
  if (!root) return [];
  // Of what is not closed the parser says -1, and of a comment that is not closed more than there is.
  const end = ({ offset, length }: Node) => (length < 0 ? text.length : Math.min(offset + start + length, text.length));
  const part = (path: StepPath, node: Node, name?: Node): Located => ({
    path,
    from: node.offset + start,
    to: end(node),
    ...(name && { nameFrom: name.offset + start, nameTo: end(name) }),
  });
  return partsOf(root)
    .map(({ path, node, name }) => part(path, node, name))
    .sort((one, other) => one.from - other.from);
}

interface Part {
  readonly path: StepPath;
  readonly node: Node;
  readonly name?: Node;
}

function partsOf(root: Node): Part[] {
  const containers = named(member(root, "containers"), ["containers"]);
  const registries = elements(member(root, "registries")).map((node, index) => ({ path: ["registries", index], node }));
  return [
    ...containers,
    ...containers.flatMap(({ path, node }) =>
      peers(member(node, "options", "network"), [...path, "options", "network"]),
    ),
    ...named(member(root, "volumes"), ["volumes"]),
    ...groups(member(root, "environmentGroups")),
    ...registries,
    ...peers(member(root, "network"), ["network"]),
  ];
}

/** By name; the second of a name, and what has none, by index. */
function named(list: Node | undefined, path: StepPath): Part[] {
  const seen = new Set<string>();
  return elements(list).flatMap((node, index) => {
    if (node.type !== "object") return [];
    const name = member(node, "name");
    const text = typeof name?.value === "string" ? name.value : undefined;
    const step = text === undefined || seen.has(text) ? index : { name: text };
    if (text !== undefined) seen.add(text);
    return [{ path: [...path, step], node, ...(name && { name }) }];
  });
}

function groups(object: Node | undefined): Part[] {
  if (object?.type !== "object") return [];
  return properties(object).map((node) => {
    const name = node.children?.[0] as Node;
    return { path: ["environmentGroups", String(name.value)], node, name };
  });
}

function peers(network: Node | undefined, path: StepPath): Part[] {
  return ["to", "from"].flatMap((direction) =>
    elements(network && member(network, direction)).map((node, index) => ({ path: [...path, direction, index], node })),
  );
}

function elements(list: Node | undefined): readonly Node[] {
  return list?.type === "array" ? (list.children ?? []) : [];
}

/** The last of each key counts. */
function member(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  return keys.reduce<Node | undefined>(
    (inner, key) =>
      inner?.type === "object"
        ? properties(inner).findLast(({ children }) => children?.[0]?.value === key)?.children?.[1]
        : undefined,
    node,
  );
}

function properties({ children = [] }: Node): readonly Node[] {
  return children.filter(({ type }) => type === "property");
}

/** Looked at ahead because the parser recurses. */
function isTooDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let kind = scanner.scan() as number; kind !== KIND.end; kind = scanner.scan() as number) {
    if (kind === KIND.openBrace || kind === KIND.openBracket) depth++;
    if (kind === KIND.closeBrace || kind === KIND.closeBracket) depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}
