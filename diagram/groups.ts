import type { Tree, TreeNode } from "../constructs/tree.ts";
import type { GraphGroup, GraphNode, NodeKind } from "./graph.ts";
import { isOutside } from "./graph-rules.ts";
import { shownText } from "./shown-text.ts";

/** Says in which group a construct stands. `root` is the project's path and the id of its group. */
export function grouping(tree: Tree, root: string, byTag: boolean): (node: TreeNode & { kind: NodeKind }) => string {
  const tags = byTag ? groupingTags(tree) : new Map<string, string>();
  return (node) => {
    if (isOutside(node)) return outsideId(root);
    const tag = tags.get(node.path);
    return tag === undefined ? root : tagId(root, tag);
  };
}

/** Each node's first tag; a volume without tags stands with the first container that mounts it. */
function groupingTags(tree: Tree): Map<string, string> {
  const tags = new Map(tree.nodes.flatMap(({ path, tags: [first] }) => (first === undefined ? [] : [[path, first]])));
  for (const { kind, from, to } of tree.references) {
    const tag = tags.get(from);
    if (kind === "mount" && tag !== undefined && !tags.has(to)) tags.set(to, tag);
  }
  return tags;
}

/** The groups that are used; the zone's and the project's in any case. */
export function groupsOf(nodes: readonly GraphNode[], root: string, tree: Tree): GraphGroup[] {
  const used = new Set(nodes.map((node) => node.group));
  const tags = [...used].filter((id) => id !== outsideId(root) && id !== root);
  return [
    ...(used.has(outsideId(root))
      ? [{ id: outsideId(root), kind: "outside", title: outsideTitle(nodes) } as const]
      : []),
    { id: zoneId(root), kind: "zone", title: `Zone ${shownText(tree.zone)}` },
    { id: root, kind: "project", title: shownText(tree.project), note: noteOf(tree), parent: zoneId(root) },
    ...tags.map(
      (id) => ({ id, kind: "tag", title: shownText(id.slice(tagId(root, "").length)), parent: root }) as const,
    ),
  ];
}

/** Peers may be private addresses or other projects of the same zone. */
function outsideTitle(nodes: readonly GraphNode[]): string {
  return nodes.some(({ kind }) => kind === "peer") ? "Outside" : "Internet";
}

/** The whole project is one private network: a frame of its own around the same cards would say no more. */
function noteOf(tree: Tree): string {
  const network = tree.nodes.find((node) => node.kind === "project")?.facts.network;
  return [
    network ? `private network ${shownText(network)}` : "private network",
    `namespace ${shownText(tree.namespace)}`,
  ].join(", ");
}

/** No construct's path is that of another with `#` and more behind it: cdk8s allows no `#` in ids we make. */
function outsideId(root: string): string {
  return `${root}#outside`;
}

function zoneId(root: string): string {
  return `${root}#zone`;
}

function tagId(root: string, tag: string): string {
  return `${root}#tag:${tag}`;
}
