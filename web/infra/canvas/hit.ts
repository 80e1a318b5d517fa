import type { Box, LaidOutGraph, LaidOutGroup, Point } from "../../../diagram/browser.ts";

export type Hit =
  | { readonly kind: "node"; readonly id: string }
  | { readonly kind: "edge"; readonly id: string }
  /** The title of a group's frame. */
  | { readonly kind: "group"; readonly id: string };

/** Height of the strip of a frame that counts as its title, in px of the diagram. */
const TITLE = 44;

/**
 * What is at a point of the diagram: cards cover labels, labels cover lines, lines cover frames. `reach`: how far from a
 * line, in px of the diagram, still counts. Calculated rather than asked of the DOM: cards that are far away are not in it.
 */
export function hitAt(graph: LaidOutGraph, at: Point, reach: number): Hit | undefined {
  const node = graph.nodes.findLast((one) => isIn(one, at));
  if (node) return { kind: "node", id: node.id };
  const label = graph.edges.findLast(({ labelBox }) => labelBox && isIn(labelBox, at));
  if (label) return { kind: "edge", id: label.id };
  const line = nearestEdge(graph, at, reach);
  if (line !== undefined) return { kind: "edge", id: line };
  const group = graph.groups.findLast((one) => isIn(titleOf(one), at));
  return group && { kind: "group", id: group.id };
}

export function isIn({ x, y, width, height }: Box, at: Point): boolean {
  return at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height;
}

function titleOf(group: LaidOutGroup): Box {
  return { x: group.x, y: group.y, width: group.width, height: Math.min(TITLE, group.height) };
}

function nearestEdge(graph: LaidOutGraph, at: Point, reach: number): string | undefined {
  let nearest = reach;
  let id: string | undefined;
  for (const edge of graph.edges) {
    const distance = distanceTo(edge.points, at, nearest);
    if (distance <= nearest) {
      nearest = distance;
      id = edge.id;
    }
  }
  return id;
}

/** From a point to a line; what is more than `most` away is just far. */
function distanceTo(points: readonly Point[], at: Point, most: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = 1; index < points.length; index++) {
    const [from, to] = [points[index - 1] as Point, points[index] as Point];
    const isFar =
      at.x < Math.min(from.x, to.x) - most ||
      at.x > Math.max(from.x, to.x) + most ||
      at.y < Math.min(from.y, to.y) - most ||
      at.y > Math.max(from.y, to.y) + most;
    if (!isFar) least = Math.min(least, toSegment(from, to, at));
  }
  return least;
}

function toSegment(from: Point, to: Point, at: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / length));
  return Math.hypot(at.x - from.x - share * dx, at.y - from.y - share * dy);
}
