import type { Box, Point } from "./graph.ts";
import type { PlacedEdge } from "./part.ts";

/** Steps up to this high, in px, look like mistakes; where edges cross frames ELK is off by half a pixel, too. */
const SMALLEST_STEP = 5;
/** An edge keeps this far from the corners of its card. */
const CORNER = 8;

/**
 * Takes small steps out of an edge by moving what lies before them, pill included, to the height of what lies behind
 * them. Its end never moves, since other edges may share it. `start` is the card it leaves.
 */
export function straightened(edge: PlacedEdge, start: Box): PlacedEdge {
  let straight = edge;
  for (let index = 1; index < edge.points.length; index++) straight = withoutStep(straight, index, start);
  return { ...straight, points: straight.points.filter(isNeeded) };
}

/** The edge without the step that leads to the point at `index`, if there is a small one and room to move. */
function withoutStep(edge: PlacedEdge, index: number, start: Box): PlacedEdge {
  const [before, after] = [edge.points[index - 1] as Point, edge.points[index] as Point];
  const step = after.y - before.y;
  if (step === 0 || Math.abs(step) > SMALLEST_STEP) return edge;
  const run = levelRun(edge.points, index - 1);
  const fits = after.y >= start.y + CORNER && after.y <= start.y + start.height - CORNER;
  if (run === 0 && !fits && Math.abs(step) > 1) return edge;
  const isOnRun = edge.labelBox && liesOn(edge.labelBox, edge.points[run] as Point, before);
  return {
    points: edge.points.map((point, at) => (at >= run && at < index ? { x: point.x, y: after.y } : point)),
    ...(edge.labelBox ? { labelBox: isOnRun ? { ...edge.labelBox, y: edge.labelBox.y + step } : edge.labelBox } : {}),
  };
}

/** Index at which the level stretch that ends at `index` begins. */
function levelRun(points: readonly Point[], index: number): number {
  let first = index;
  while (first > 0 && points[first - 1]?.y === points[index]?.y) first--;
  return first;
}

function liesOn(box: Box, from: Point, to: Point): boolean {
  const isBeside = box.x + box.width < Math.min(from.x, to.x) || box.x > Math.max(from.x, to.x);
  return !isBeside && box.y <= from.y && from.y <= box.y + box.height;
}

/** Whether the way bends at a point, or begins or ends there. */
function isNeeded(point: Point, index: number, points: readonly Point[]): boolean {
  const [before, after] = [points[index - 1], points[index + 1]];
  if (!before || !after) return true;
  const isLevel = before.y === point.y && point.y === after.y;
  const isUpright = before.x === point.x && point.x === after.x;
  return !isLevel && !isUpright;
}
