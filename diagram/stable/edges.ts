import { edgePill } from "../card.ts";
import type { Box, Graph, GraphEdge } from "../graph.ts";
import type { PlacedEdge } from "../part.ts";
import type { Placement } from "../placement.ts";
import { around, overlap, stretchesOf } from "./boxes.ts";
import { Router } from "./router.ts";

/** Edges that get a way of their own; the rest of them, in graphs nobody can read anyway, goes straight. */
const MOST_ROUTED = 600;

/**
 * Ways for all edges. One keeps its way while both its ends stay and no card stands in it; the others are led around
 * cards, and as much as possible around other ways and pills.
 */
export function placeEdges(
  graph: Graph,
  cards: ReadonlyMap<string, Box>,
  outside: ReadonlySet<string>,
  frames: readonly Box[],
  projectLeft: number,
  placement: Placement,
): Map<string, PlacedEdge> {
  const router = new Router({ cards, outside, projectLeft, frames });
  const placed = new Map<string, PlacedEdge>();
  const pills: Box[] = [];
  const again: GraphEdge[] = [];
  for (const edge of graph.edges) {
    const kept = keptWay(edge, cards, placement, pills);
    if (!kept) {
      again.push(edge);
      continue;
    }
    if (kept.labelBox) pills.push(kept.labelBox);
    placed.set(edge.id, kept);
    router.keep(edge, kept);
  }
  for (const edge of again.slice(0, MOST_ROUTED)) placed.set(edge.id, router.route(edge));
  return placed;
}

function keptWay(
  edge: GraphEdge,
  cards: ReadonlyMap<string, Box>,
  { nodes, edges }: Placement,
  pills: readonly Box[],
): PlacedEdge | undefined {
  const before = edges?.get(edge.id);
  const stay = [edge.from, edge.to].every((id) => {
    const [now, was] = [cards.get(id) as Box, nodes.get(id)];
    return was && now.x === was.x && now.y === was.y && now.width === was.width && now.height === was.height;
  });
  if (!before || !stay || !hasItsPill(edge, before)) return undefined;
  const stretches = stretchesOf(before.points);
  const whole = around([...stretches, ...(before.labelBox ? [before.labelBox] : [])]) as Box;
  for (const [id, card] of cards) {
    if (!overlap(whole, card)) continue;
    if (before.labelBox && overlap(before.labelBox, card)) return undefined;
    if (id === edge.from || id === edge.to) continue;
    if (stretches.some((stretch) => overlap(stretch, card))) return undefined;
  }
  return before.labelBox && pills.some((pill) => overlap(pill, before.labelBox as Box)) ? undefined : before;
}

/** Whether the pill is that of the label the edge has now. */
function hasItsPill({ label }: GraphEdge, { labelBox }: PlacedEdge): boolean {
  if (label === "" || !labelBox) return label === "" && !labelBox;
  return edgePill(label).width === labelBox.width;
}
