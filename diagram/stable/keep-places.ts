import { type CardSize, cardSize, cardSizes } from "../card.ts";
import type { Box, Graph, GraphNode, Point } from "../graph.ts";
import { isOutside } from "../graph-rules.ts";
import type { PlacedNode, Placement } from "../placement.ts";
import { overlap } from "./boxes.ts";
import type { Scene } from "./scene.ts";

/** Cards keep the width they had, so that a column stays straight, unless they need more; new ones take their column's. */
export function keptSizes(graph: Graph, placement: Placement): Map<string, CardSize> {
  const widths = new Map<string, number>();
  const known = graph.nodes.filter(({ id }) => placement.nodes.get(id)?.width !== undefined);
  for (const node of known) {
    const width = placement.nodes.get(node.id)?.width as number;
    widths.set(column(node), Math.max(widths.get(column(node)) ?? 0, width));
  }
  const fresh = cardSizes(graph.nodes);
  return new Map(
    graph.nodes.map((node) => {
      const { width, height } = cardSize(node);
      const before = placement.nodes.get(node.id)?.width ?? widths.get(column(node)) ?? fresh.get(node.id)?.width ?? 0;
      return [node.id, { width: Math.max(width, before), height }];
    }),
  );
}

function column(node: GraphNode): string {
  return isOutside(node) ? "outside" : node.kind;
}

/** A node that has to find a place, near where it was if it was there. */
export interface Homeless {
  readonly node: GraphNode;
  readonly was?: Point;
}

/** Keeps this far from others when it has to move. */
const APART = 8;

/**
 * Puts down what has a place: what a person pinned, wherever that is; then what stood in the last picture and has not
 * grown; then what has grown; then what stood in earlier ones. Whatever finds its place taken is given back.
 */
export function keepPlaces(scene: Scene, placement: Placement, pinned: ReadonlyMap<string, Point>): Homeless[] {
  const homeless: Homeless[] = [];
  const byRank = Map.groupBy(scene.graph.nodes, (node) => rankOf(node, scene, placement, pinned));
  for (const rank of RANKS) {
    for (const node of byRank.get(rank) ?? []) {
      const place = pinned.get(node.id) ?? placeOf(node, scene, placement) ?? frameOf(node, placement);
      if (!place || rank === "new") homeless.push({ node, ...(place ? { was: place } : {}) });
      else if (rank === "pinned" || isFree(scene, boxAt(scene, node, place), rank === "kept" ? 0 : APART)) {
        scene.boxes.set(node.id, boxAt(scene, node, place));
      } else homeless.push({ node, was: place });
    }
  }
  scene.frameKept(placement);
  return homeless;
}

const RANKS = ["pinned", "kept", "grown", "remembered", "new"] as const;
type Rank = (typeof RANKS)[number];

function rankOf(node: GraphNode, scene: Scene, placement: Placement, pinned: ReadonlyMap<string, Point>): Rank {
  if (pinned.has(node.id)) return "pinned";
  const place = placement.nodes.get(node.id);
  if (!place || (place.group !== undefined && place.group !== node.group)) return "new";
  if (place.remembered) return "remembered";
  return hasGrown(scene.sizes.get(node.id) as CardSize, place) ? "grown" : "kept";
}

/** Cards outside grow to the left: the zone begins on their right. */
function placeOf(node: GraphNode, scene: Scene, { nodes }: Placement): Point | undefined {
  const place = nodes.get(node.id);
  if (!place?.width || !isOutside(node)) return place;
  const { width } = scene.sizes.get(node.id) as CardSize;
  return { x: place.x + place.width - width, y: place.y };
}

/** A group that is collapsed now stood where its frame did. */
function frameOf({ collapses }: GraphNode, { groups }: Placement): Point | undefined {
  return collapses && groups?.get(collapses.id);
}

function hasGrown({ width, height }: CardSize, place: PlacedNode): boolean {
  return width > (place.width ?? width) || height > (place.height ?? height);
}

function boxAt(scene: Scene, node: GraphNode, { x, y }: Point): Box {
  return { x, y, ...(scene.sizes.get(node.id) as CardSize) };
}

function isFree(scene: Scene, box: Box, margin: number): boolean {
  for (const other of scene.boxes.values()) if (overlap(box, other, margin)) return false;
  return true;
}
