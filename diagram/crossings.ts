import type { GraphEdge, Point } from "./graph.ts";
import type { Part } from "./part.ts";

interface Stretch {
  readonly edge: GraphEdge;
  readonly from: Point;
  readonly to: Point;
}

/** How often edges of a part cross. Edges that arrive at the same node join instead. */
export function crossings(part: Part, edges: readonly GraphEdge[]): number {
  const stretches = edges.flatMap((edge) => stretchesOf(edge, part.edges.get(edge.id)?.points ?? []));
  const level = stretches.filter(({ from, to }) => from.y === to.y);
  const upright = stretches.filter(({ from, to }) => from.y !== to.y);
  return level.reduce((sum, one) => sum + upright.filter((other) => cross(one, other)).length, 0);
}

/** Between neighbouring points, from the left or upper to the right or lower one. */
function stretchesOf(edge: GraphEdge, points: readonly Point[]): Stretch[] {
  return points.slice(1).map((point, index) => {
    const before = points[index] as Point;
    const isForward = before.x + before.y <= point.x + point.y;
    return isForward ? { edge, from: before, to: point } : { edge, from: point, to: before };
  });
}

function cross(level: Stretch, upright: Stretch): boolean {
  if (level.edge.to === upright.edge.to) return false;
  const { x } = upright.from;
  const { y } = level.from;
  return level.from.x < x && x < level.to.x && upright.from.y < y && y < upright.to.y;
}
