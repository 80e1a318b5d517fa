import type { GraphEdge, GraphNode } from "./graph.ts";
import { isOutside } from "./graph-rules.ts";

/**
 * Which edges are laid out against their direction, so that the rest has no cycle and no edge leads to the
 * column outside. Depth first in the order of the definition: a new node at its end turns no edge of the others round.
 */
export function edgesAgainstFlow(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Set<string> {
  const outside = new Set(nodes.filter(isOutside).map((node) => node.id));
  const inward = edges.filter((edge) => outside.has(edge.to));
  const turned = new Set(inward.map((edge) => edge.id));
  const rest = edges.filter((edge) => !turned.has(edge.id));
  for (const edge of closingEdges(nodes, rest)) turned.add(edge.id);
  return turned;
}

/** Edges that lead back to a node on the way to them. Without recursion, for chains of any length. */
function closingEdges(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): GraphEdge[] {
  const outgoing = new Map<string, GraphEdge[]>(nodes.map((node) => [node.id, []]));
  for (const edge of edges) outgoing.get(edge.from)?.push(edge);
  const targets = new Set(edges.map((edge) => edge.to));
  const starts = [...nodes.filter((node) => !targets.has(node.id)), ...nodes.filter((node) => targets.has(node.id))];
  const state = new Map<string, "open" | "done">();
  const closing: GraphEdge[] = [];
  for (const start of starts) {
    const way = state.has(start.id) ? [] : [{ id: start.id, next: 0 }];
    while (way.length > 0) {
      const here = way.at(-1) as { id: string; next: number };
      state.set(here.id, "open");
      const edge = outgoing.get(here.id)?.[here.next++];
      if (edge === undefined) {
        state.set(here.id, "done");
        way.pop();
      } else if (state.get(edge.to) === "open") closing.push(edge);
      else if (!state.has(edge.to)) way.push({ id: edge.to, next: 0 });
    }
  }
  return closing;
}
