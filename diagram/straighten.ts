import type { Box, Point } from "./graph.ts";
import type { PlacedEdge } from "./part.ts";

/** Steps up to this high, in px, look like mistakes. */
const SMALLEST_STEP = 5;
/** An edge keeps this far from the corners of its card. */
const CORNER = 8;

/**
 * Takes small steps out of an edge by moving what lies before them, pill included, to the height of what lies behind
 * them. Only the edge's own start moves, never its end, which other edges may share. `start` is the card it leaves.
 */
export function straightened({ points, labelBox }: PlacedEdge, start: Box): PlacedEdge {
  const [from, corner, next, after] = points;
  if (!from || !corner || !next || !after) return { points, ...(labelBox ? { labelBox } : {}) };
  const step = next.y - corner.y;
  const isStep = from.y === corner.y && corner.x === next.x && Math.abs(step) <= SMALLEST_STEP;
  const fits = next.y >= start.y + CORNER && next.y <= start.y + start.height - CORNER;
  if (!isStep || !fits) return { points, ...(labelBox ? { labelBox } : {}) };
  const moved = labelBox && liesOn(labelBox, from, corner) ? { ...labelBox, y: labelBox.y + step } : labelBox;
  const rest = { points: [{ x: from.x, y: next.y }, ...points.slice(3)], ...(moved ? { labelBox: moved } : {}) };
  return straightened(rest, start);
}

function liesOn(box: Box, from: Point, to: Point): boolean {
  const isBeside = box.x + box.width < Math.min(from.x, to.x) || box.x > Math.max(from.x, to.x);
  return !isBeside && box.y <= from.y && from.y <= box.y + box.height;
}
