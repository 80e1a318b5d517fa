import { hasSecret } from "../constructs/secret-reference.ts";
import type { Reference, Tree, TreeNode } from "../constructs/tree.ts";
import { shortLabel } from "./edge-labels.ts";
import type { Graph, GraphEdge, GraphLine, GraphNode, NodeKind } from "./graph.ts";
import { EDGE_RULES, isOutside, NODE_RULES } from "./graph-rules.ts";
import { grouping, groupsOf } from "./groups.ts";
import { shownText } from "./shown-text.ts";

export interface GraphOptions {
  /** Frames the nodes that share their first tag. Default: false */
  readonly groupByTag?: boolean;
}

/** What is drawn of a tree. Never throws: references to what is not drawn, or to oneself, are left out. */
export function graphOfTree(tree: Tree, options: GraphOptions = {}): Graph {
  const drawn = uniqueByPath(tree.nodes.filter(isDrawn));
  const root = tree.nodes.find((node) => node.kind === "project")?.path ?? tree.project;
  const groupOf = grouping(tree, root, options.groupByTag ?? false);
  const ofProject = allowancesOf(root, tree.references);
  const nodes = drawn.map((node) => graphNode(node, groupOf(node), ofProject.get(node.path) ?? []));
  return {
    project: shownText(tree.project),
    zone: shownText(tree.zone),
    ...(tree.description ? { description: shownText(tree.description) } : {}),
    summary: summaryOf(nodes),
    groups: groupsOf(nodes, root, tree),
    nodes,
    edges: edgesOf(tree.references, new Map(nodes.map((node) => [node.id, node]))),
  };
}

type DrawnTreeNode = TreeNode & { readonly kind: NodeKind };

function isDrawn(node: TreeNode): node is DrawnTreeNode {
  return Object.hasOwn(NODE_RULES, node.kind) && (node.kind as string) !== "collapsed";
}

function uniqueByPath(nodes: readonly DrawnTreeNode[]): DrawnTreeNode[] {
  return [...new Map(nodes.map((node) => [node.path, node])).values()];
}

function graphNode(node: DrawnTreeNode, group: string, more: readonly GraphLine[]): GraphNode {
  const rule = NODE_RULES[node.kind];
  return {
    id: node.path,
    kind: node.kind,
    kindName: shownText(rule.kindName(node)),
    icon: rule.icon(node),
    title: shownText(node.name) || shownText(node.path),
    lines: [
      ...Object.entries(node.facts)
        .filter(([name, value]) => !rule.tells(node, name, value))
        .map(([name, value]) => graphLine(name, value, rule.usual[name] === value)),
      ...more,
    ],
    tags: node.tags.map(shownText),
    group,
  };
}

/** The project is a frame, which no edge can end at: what holds for all in it is told by the peer's card. */
function allowancesOf(root: string, references: readonly Reference[]): Map<string, GraphLine[]> {
  const lines = new Map<string, GraphLine[]>();
  const add = (peer: string, name: string, label: string) => {
    const line = graphLine(name, ["every container", label].filter(Boolean).join(", "), false);
    lines.set(peer, [...(lines.get(peer) ?? []), line]);
  };
  for (const { kind, from, to, label } of references) {
    if (kind !== "allow") continue;
    if (from === root) add(to, "called by", label);
    if (to === root) add(from, "may call", label);
  }
  return lines;
}

function graphLine(name: string, value: string, usual: boolean): GraphLine {
  return { name: shownText(name), value: shownText(value), secret: hasSecret(value), usual };
}

/** One edge for all references of a kind between the same two nodes. */
function edgesOf(references: readonly Reference[], nodes: ReadonlyMap<string, GraphNode>): GraphEdge[] {
  const merged = new Map<string, Reference[]>();
  for (const reference of references.filter((one) => fitsRule(one, nodes))) {
    const id = `${reference.kind}:${reference.from}>${reference.to}`;
    const same = merged.get(id);
    if (same) same.push(reference);
    else merged.set(id, [reference]);
  }
  return [...merged].map(([id, same]) => graphEdge(id, same));
}

function fitsRule({ from, to, kind }: Reference, nodes: ReadonlyMap<string, GraphNode>): boolean {
  const rule = Object.hasOwn(EDGE_RULES, kind) ? EDGE_RULES[kind] : undefined;
  const [source, target] = [nodes.get(from), nodes.get(to)];
  if (!rule || !source || !target || from === to) return false;
  if (isOutside(source) && isOutside(target)) return false;
  return rule.from.includes(source.kind) && rule.to.includes(target.kind);
}

function graphEdge(id: string, references: readonly Reference[]): GraphEdge {
  const { from, to, kind } = references[0] as Reference;
  const labels = [
    ...new Set(
      references
        .flatMap(({ label }) => label.split(","))
        .map(shownText)
        .filter(Boolean),
    ),
  ];
  return { id, from, to, kind, label: shortLabel(labels), labels };
}

function summaryOf(nodes: readonly GraphNode[]): string {
  const counts = Object.entries(NODE_RULES).map(([kind, { words }]) => {
    const count = nodes.filter((node) => node.kind === kind).length;
    return count === 0 ? "" : `${count} ${words[count === 1 ? 0 : 1]}`;
  });
  return counts.filter(Boolean).join(" · ") || "nothing in it yet";
}
