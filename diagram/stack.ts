import type { Point } from "./graph.ts";
import type { Part } from "./part.ts";
import { SPACE } from "./space.ts";

/** A part and where its 0/0 stands within the frames' contents. */
export interface Placement extends Point {
  readonly part: Part;
}

/** Width to height of a pleasant page. */
const ASPECT = 1.7;

/**
 * Parts that reach outside stand under each other, beside it; the others in rows below them. A part that
 * begins a kind of its own begins a row.
 */
export function stacked(parts: readonly Part[]): Placement[] {
  const outside = parts.filter((part) => part.reachesOut);
  const column = underEachOther(
    outside.filter((part) => part.width > 0).concat(outside.filter((part) => part.width === 0)),
  );
  const top = Math.max(
    0,
    ...column.filter(({ part }) => part.width > 0).map(({ part, y }) => y + part.height + SPACE.part),
  );
  const rest = parts.filter((part) => !part.reachesOut);
  return [...column, ...inRows(rest, top, rowWidth(parts, rest))];
}

function underEachOther(parts: readonly Part[]): Placement[] {
  let y = 0;
  return parts.map((part) => {
    const placement = { part, x: 0, y };
    y += part.height + SPACE.part;
    return placement;
  });
}

function inRows(parts: readonly Part[], top: number, width: number): Placement[] {
  let [x, y, rowHeight] = [0, top, 0];
  let row: Part["row"];
  return parts.map((part) => {
    if (x > 0 && (x + part.width > width || part.row !== row)) {
      [x, y, rowHeight] = [0, y + rowHeight + SPACE.part, 0];
    }
    const placement = { part, x, y };
    x += part.width + SPACE.part;
    rowHeight = Math.max(rowHeight, part.height);
    row = part.row;
    return placement;
  });
}

function rowWidth(parts: readonly Part[], rest: readonly Part[]): number {
  const area = rest.reduce((sum, part) => sum + (part.width + SPACE.part) * (part.height + SPACE.part), 0);
  return Math.max(...parts.map((part) => part.width), Math.sqrt(area * ASPECT));
}
