import { edgesAgainstFlow } from "./edge-direction.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { readingOrder } from "./reading-order.ts";

/** Nodes that are connected by edges or share a tag's frame, and the edges between them. */
export interface Component {
  /** In reading order. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Ids of the edges that are laid out against their direction. */
  readonly against: ReadonlySet<string>;
}

/**
 * The connected parts of a graph in the order of their first nodes. Each is laid out for itself, so that a change in
 * one only shifts the others, and the time of the layout grows with the largest instead of with all.
 */
export function componentsOf(graph: Graph): Component[] {
  const leader = new Map(graph.nodes.map((node) => [node.id, node.id]));
  const find = (id: string): string => {
    let top = id;
    while (leader.get(top) !== top) top = leader.get(top) as string;
    leader.set(id, top);
    return top;
  };
  for (const edge of graph.edges) leader.set(find(edge.to), find(edge.from));
  for (const members of membersByTag(graph).values()) {
    for (const member of members) leader.set(find(member), find(members[0] as string));
  }
  const components = new Map<string, { nodes: GraphNode[]; edges: GraphEdge[] }>();
  for (const node of graph.nodes) {
    const component = components.get(find(node.id)) ?? { nodes: [], edges: [] };
    component.nodes.push(node);
    components.set(find(node.id), component);
  }
  for (const edge of graph.edges) components.get(find(edge.from))?.edges.push(edge);
  return [...components.values()].map(({ nodes, edges }) => {
    const against = edgesAgainstFlow(nodes, edges);
    return { nodes: readingOrder(nodes, edges, against), edges, against };
  });
}

function membersByTag(graph: Graph): Map<string, string[]> {
  const tags = new Map(graph.groups.filter((group) => group.kind === "tag").map((group) => [group.id, [] as string[]]));
  for (const node of graph.nodes) tags.get(node.group)?.push(node.id);
  return tags;
}
