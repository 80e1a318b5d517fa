import type { GraphEdge, GraphNode } from "./graph.ts";

/**
 * The nodes in the order in which one follows the edges: depth first from those nothing leads to, in the order of the
 * definition; after what a node leads to comes what else leads to it. So neighbours stand together, and a node that is
 * added to the definition hardly changes the order of the others.
 */
export function readingOrder(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  against: ReadonlySet<string>,
): GraphNode[] {
  const targets = new Map<string, string[]>(nodes.map((node) => [node.id, []]));
  const sources = new Map<string, string[]>(nodes.map((node) => [node.id, []]));
  for (const edge of edges) {
    const [source, target] = against.has(edge.id) ? [edge.to, edge.from] : [edge.from, edge.to];
    targets.get(source)?.push(target);
    sources.get(target)?.push(source);
  }
  const order = new Set<string>();
  for (const start of nodes.filter((node) => sources.get(node.id)?.length === 0)) {
    const ahead = [start.id];
    while (ahead.length > 0) {
      const id = ahead.pop() as string;
      if (order.has(id)) continue;
      order.add(id);
      ahead.push(...[...(targets.get(id) ?? []), ...(sources.get(id) ?? [])].toReversed());
    }
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return [...order].map((id) => byId.get(id) as GraphNode);
}
