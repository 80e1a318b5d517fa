import type { Located } from "../../../diagram/edits/format-writer.ts";
import type { StepPath } from "../../../diagram/edits/spec-edit.ts";

/** What has a name in a definition, and a place in the tree. */
export type PartKind = "container" | "volume" | "group" | "peer" | "registry";

export interface Part {
  readonly kind: PartKind;
  readonly name: string;
}

/** What is used of a node of a tree. */
export interface TreePart {
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  readonly parent?: string | undefined;
}

const LISTS: Readonly<Record<string, PartKind>> = {
  containers: "container",
  volumes: "volume",
  environmentGroups: "group",
  registries: "registry",
};

/** The part that a path of the definition leads into. Names of list elements are asked of `value`. */
export function partAt(path: StepPath, value: unknown): Part | undefined {
  const [list, step] = path;
  const kind = typeof list === "string" ? LISTS[list] : undefined;
  if (!kind || step === undefined) return undefined;
  if (typeof step === "object") return { kind, name: step.name };
  if (typeof step === "string") return { kind, name: step };
  const element = (value as Record<string, unknown> | undefined)?.[list as string];
  const name = Array.isArray(element) ? (element[step] as { name?: unknown } | undefined)?.name : undefined;
  return typeof name === "string" ? { kind, name } : undefined;
}

/** The part that a node of the tree stands for: an address stands for the container that it leads to. */
export function partOfNode(path: string, nodes: readonly TreePart[]): Part | undefined {
  const node = nodes.find((one) => one.path === path);
  if (!node) return undefined;
  if (node.kind === "container" || node.kind === "volume" || node.kind === "group" || node.kind === "peer")
    return { kind: node.kind, name: node.name };
  return node.kind === "address" && node.parent !== undefined ? partOfNode(node.parent, nodes) : undefined;
}

/** Where a part will stand in the tree of a project before that is drawn anew. */
export function pathOfNew(project: string, kind: "container" | "volume" | "group", name: string): string {
  const scope = { container: "", volume: "Volumes/", group: "EnvironmentGroups/" }[kind];
  return `${project}/${scope}${name}`;
}

/** The node of the tree that stands for a part. */
export function nodeOfPart({ kind, name }: Part, nodes: readonly TreePart[]): string | undefined {
  return nodes.find((one) => one.kind === kind && one.name === name)?.path;
}

/** The node that a construct path belongs to: itself, or the nearest one that it stands in. */
export function nodeOfPath(path: string, nodes: readonly TreePart[]): string | undefined {
  const known = new Map(nodes.map((node) => [node.path, node]));
  let at = path;
  while (at !== "") {
    const node = known.get(at);
    if (node) return node.kind === "project" ? undefined : node.path;
    at = at.slice(0, Math.max(0, at.lastIndexOf("/")));
  }
  return undefined;
}

/** The innermost located part around a place in the text, or on its line before it. */
export function locatedAt(offset: number, located: readonly Located[]): Located | undefined {
  return located
    .filter(({ from, to }) => from <= offset && offset <= to)
    .reduce<Located | undefined>(
      (best, one) => (!best || one.to - one.from < best.to - best.from ? one : best),
      undefined,
    );
}
