import { shortLabel } from "./edge-labels.ts";
import type { Graph, GraphEdge, GraphGroup, GraphLine, GraphNode } from "./graph.ts";
import { isOutside, NODE_RULES } from "./graph-rules.ts";

/**
 * The graph with a card in place of each of the groups named: its lines count what is in it, and
 * the edges that led there from one node are one. Tags' groups and the outside can be collapsed, others are left as they
 * are. Pure; ids of groups that are not there are passed over.
 */
export function collapseGroups(graph: Graph, collapsed: ReadonlySet<string>): Graph {
  const closed = new Map(graph.groups.filter(({ id }) => collapsed.has(id)).flatMap(collapsible));
  if (closed.size === 0) return graph;
  const byGroup = new Map([...closed].map(([id, group]) => [id, cardOf(group, graph)]));
  const cards = new Map([...byGroup.values()].map((card) => [card.id, card]));
  const standsIn = new Map(
    graph.nodes.flatMap(({ id, group }) => {
      const card = byGroup.get(group);
      return card ? [[id, card.id] as const] : [];
    }),
  );
  return {
    ...graph,
    groups: graph.groups.filter(({ id, kind }) => kind !== "tag" || !closed.has(id)),
    nodes: inPlaceOfFirst(graph.nodes, standsIn, cards),
    edges: mergedEdges(graph.edges, standsIn, cards),
  };
}

/** Which groups of a graph `collapseGroups` can collapse. */
export function collapsibleGroups(graph: Graph): readonly GraphGroup[] {
  return graph.groups.filter((group) => collapsible(group).length > 0);
}

function collapsible(group: GraphGroup): [string, GraphGroup][] {
  return group.kind === "tag" || group.kind === "outside" ? [[group.id, group]] : [];
}

/** The id of the card that stands for a group when that is collapsed. */
export function collapsedCardOf(group: string): string {
  return `${group}#collapsed`;
}

function cardOf(group: GraphGroup, graph: Graph): GraphNode {
  const isTag = group.kind === "tag";
  const members = graph.nodes.filter((node) => node.group === group.id);
  const isGhost = members.length > 0 && members.every(({ ghost }) => ghost);
  return {
    id: collapsedCardOf(group.id),
    kind: "collapsed",
    kindName: isTag ? "tag, collapsed" : "collapsed",
    icon: isTag ? "tag" : "address",
    title: group.title,
    lines: countsOf(members.filter(({ ghost }) => isGhost || !ghost)),
    tags: [],
    group: isTag ? (group.parent ?? group.id) : group.id,
    collapses: { id: group.id, kind: isTag ? "tag" : "outside" },
    ...(isGhost ? { ghost: true as const } : {}),
  };
}

function countsOf(members: readonly GraphNode[]): GraphLine[] {
  return Object.entries(NODE_RULES).flatMap(([kind, { words }]) => {
    const count = members.filter((node) => node.kind === kind).length;
    if (count === 0) return [];
    return [{ name: words[count === 1 ? 0 : 1], value: String(count), secret: false, usual: false }];
  });
}

/** Order is meaning: a card stands where the first of its members stood. */
function inPlaceOfFirst(
  nodes: readonly GraphNode[],
  standsIn: ReadonlyMap<string, string>,
  cards: ReadonlyMap<string, GraphNode>,
): GraphNode[] {
  const shown = new Map<string, GraphNode>();
  for (const node of nodes) {
    const card = cards.get(standsIn.get(node.id) ?? "") ?? node;
    shown.set(card.id, card);
  }
  return [...shown.values()];
}

function mergedEdges(
  edges: readonly GraphEdge[],
  standsIn: ReadonlyMap<string, string>,
  cards: ReadonlyMap<string, GraphNode>,
): GraphEdge[] {
  const merged = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const [from, to] = [standsIn.get(edge.from) ?? edge.from, standsIn.get(edge.to) ?? edge.to];
    if (from === to) continue;
    if (from === edge.from && to === edge.to) {
      merged.set(edge.id, edge);
      continue;
    }
    const id = `${edge.kind}:${from}>${to}`;
    const before = merged.get(id);
    const labels = [...new Set([...(before?.labels ?? []), ...edge.labels])];
    const ghost = edge.ghost && (before === undefined || before.ghost) ? { ghost: true as const } : {};
    merged.set(id, { id, from, to, kind: edge.kind, label: shortLabel(labels), labels, ...ghost });
  }
  const outside = new Set([...cards.values()].filter(isOutside).map(({ id }) => id));
  return [...merged.values()].filter(({ from, to }) => !(outside.has(from) && outside.has(to)));
}
