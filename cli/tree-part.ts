import { objectId } from "../constructs/manifest.ts";
import type { Tree, TreeNode } from "../constructs/tree.ts";

/**
 * The part of a tree that some containers make up: they, what stands in them, and the volumes, groups and peers they refer
 * to; other containers, and objects of the project itself, are left out. All of it when no containers are chosen.
 */
export function treePart(tree: Tree, containers: ReadonlySet<string> | undefined): Tree {
  if (!containers) return tree;
  const kept = keptNodes(tree, containers);
  const paths = new Set(kept.map(({ path }) => path));
  const objects = new Set(kept.filter(({ kind }) => kind !== "project").flatMap((node) => node.objects));
  return {
    ...tree,
    nodes: kept,
    references: tree.references.filter(({ from, to }) => paths.has(from) && paths.has(to)),
    manifests: tree.manifests.filter((manifest) => objects.has(objectId(manifest))),
  };
}

/** Whether a construct path is that of one of the containers, or of something inside one. */
export function isWithin(containers: ReadonlySet<string>, path: string): boolean {
  return containers.has(path) || [...containers].some((container) => path.startsWith(`${container}/`));
}

function keptNodes({ nodes, references }: Tree, containers: ReadonlySet<string>): TreeNode[] {
  const related = new Set(
    references.flatMap(({ from, to }) => [
      ...(isWithin(containers, from) ? [to] : []),
      ...(isWithin(containers, to) ? [from] : []),
    ]),
  );
  return nodes.filter(({ kind, path }) => {
    if (kind === "project" || isWithin(containers, path)) return true;
    return kind !== "container" && kind !== "address" && related.has(path);
  });
}
