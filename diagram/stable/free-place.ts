import type { Box, Point } from "../graph.ts";
import { clamp } from "./boxes.ts";

export interface PlaceSearch {
  readonly width: number;
  readonly height: number;
  readonly wish: Point;
  /** With the distance that is to be kept from them. */
  readonly obstacles: readonly Box[];
  /** Left edges to try, and those among them that make straight columns. */
  readonly columns: readonly number[];
  readonly straight: ReadonlySet<number>;
  /** Nothing stands above. */
  readonly top: number;
  /** Default: everything */
  readonly accepts?: (box: Box) => boolean;
}

export interface FoundPlace extends Point {
  /** How far from what was wished, in px; less in a straight column. */
  readonly cost: number;
}

/** Beside is farther than below: rows are shorter than columns are wide. */
const ASIDE = 1.5;
/** So much farther a straight column may be than the very place that was wished. */
const COLUMN_BONUS = 110;
/** Places that are tried before none counts as acceptable. */
const MOST_TRIED = 400;

/** The free place nearest to what is wished; there always is one below everything, so only `accepts` can refuse all. */
export function freePlace(search: PlaceSearch): FoundPlace | undefined {
  const { width, height, accepts = () => true } = search;
  const places = search.columns.flatMap((x) => placesIn(search, x)).sort((a, b) => a.cost - b.cost);
  return places.slice(0, MOST_TRIED).find(({ x, y }) => accepts({ x, y, width, height }));
}

/** In each gap of a column the place nearest to what is wished. */
function placesIn({ width, height, wish, obstacles, straight, top }: PlaceSearch, x: number): FoundPlace[] {
  const isColumn = straight.has(x);
  const blocked = obstacles
    .filter((box) => box.x < x + width && x < box.x + box.width && box.y + box.height > top)
    .sort((a, b) => a.y - b.y);
  const aside = ASIDE * Math.abs(x - wish.x) - (isColumn ? COLUMN_BONUS : 0);
  const places: FoundPlace[] = [];
  let free = top;
  for (const { y, height: blockedHeight } of [...blocked, { y: Infinity, height: 0 }]) {
    if (y - free >= height) {
      const place = clamp(wish.y, free, y - height);
      places.push({ x, y: place, cost: aside + Math.abs(place - wish.y) });
    }
    free = Math.max(free, y + blockedHeight);
  }
  return places;
}
