import type { Box, Point } from "../graph.ts";

/** A stretch of an edge that has its way; edges that arrive at the same port may share one. */
export interface Stretch {
  readonly from: Point;
  readonly to: Point;
  /** Same for edges that join. */
  readonly joins: string;
}

export interface Obstacles {
  readonly cards: readonly Box[];
  readonly pills: readonly Box[];
  readonly stretches: readonly Stretch[];
}

/** What a way costs beside its length, in px of detour that one would rather make. */
export const COST = {
  /** So much that it is done only when there is no other way at all. */
  throughCard: 1_000_000,
  throughPill: 300,
  crossing: 24,
  alongPx: 4,
  along: 40,
  bend: 40,
} as const;

/** Ways keep this far from cards and from each other. */
const CLEAR = 6;
export const NEAR = 7;

/**
 * The lines that ways can take, beside and between cards, with what a step along each costs more than its length. Costs of
 * a line are worked out when a search first comes to it.
 */
export class WayLines {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly #obstacles: Obstacles;
  readonly #joins: string;
  readonly #level: (Float64Array | undefined)[] = [];
  readonly #upright: (Float64Array | undefined)[] = [];

  /** No way leaves the window, whose obstacles are all known; except to its ends, to the left. */
  constructor(obstacles: Obstacles, ends: readonly Point[], joins: string, window: Box) {
    this.#obstacles = obstacles;
    this.#joins = joins;
    const { cards } = obstacles;
    const beside = cards
      .flatMap(({ x, width }) => BESIDE.flatMap((far) => [x - far, x + width + far]))
      .filter((x) => x >= window.x && x <= window.x + window.width);
    const between = cards
      .flatMap(({ y, height }) => ABOVE.flatMap((far) => [y - far, y + height + far]))
      .filter((y) => y >= window.y && y <= window.y + window.height);
    this.xs = lines(
      ends.map(({ x }) => x),
      beside,
    );
    this.ys = lines(
      ends.map(({ y }) => y),
      between,
    );
  }

  /** What the step from column `x` to the next costs more on row `y`; indices. */
  level(x: number, y: number): number {
    const costs = this.#level[y] ?? this.#costs(this.ys[y] as number, this.xs, true);
    this.#level[y] = costs;
    return costs[x] as number;
  }

  /** What the step from row `y` to the next costs more on column `x`; indices. */
  upright(x: number, y: number): number {
    const costs = this.#upright[x] ?? this.#costs(this.xs[x] as number, this.ys, false);
    this.#upright[x] = costs;
    return costs[y] as number;
  }

  #costs(line: number, steps: readonly number[], isLevel: boolean): Float64Array {
    const costs = new Float64Array(steps.length);
    const add = (from: number, to: number, cost: number, perPx = 0) => {
      for (let index = firstAfter(steps, from); index < steps.length - 1; index++) {
        const [start, end] = [steps[index] as number, steps[index + 1] as number];
        if (start >= to) break;
        costs[index] = (costs[index] as number) + cost + perPx * (Math.min(end, to) - Math.max(start, from));
      }
    };
    const { cards, pills, stretches } = this.#obstacles;
    for (const [boxes, cost] of [
      [cards, COST.throughCard],
      [pills, COST.throughPill],
    ] as const) {
      for (const { x, y, width, height } of boxes) {
        const [across, thick, along, long] = isLevel ? [y, height, x, width] : [x, width, y, height];
        if (line > across - CLEAR && line < across + thick + CLEAR) add(along - CLEAR, along + long + CLEAR, cost);
      }
    }
    for (const { from, to, joins } of stretches) {
      if (joins === this.#joins) continue;
      const [a, b] = isLevel ? [from, to] : [turned(from), turned(to)];
      const [low, high] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
      if (a.y === b.y) {
        if (Math.abs(a.y - line) < NEAR) add(low, high, COST.along, COST.alongPx);
      } else if (line > Math.min(a.y, b.y) && line < Math.max(a.y, b.y)) add(low - 0.25, high + 0.25, COST.crossing);
    }
    return costs;
  }
}

const BESIDE = [20, 32, 44];
const ABOVE = [10, 18];
/** Lines nearer than this to each other are one, except those that ends stand on. */
const ONE_LINE = 3;

function lines(ends: readonly number[], others: readonly number[]): number[] {
  const kept = [...new Set(ends)].sort((a, b) => a - b);
  const sorted = others.toSorted((a, b) => a - b);
  const all = [...kept];
  let last = -Infinity;
  for (const one of sorted) {
    if (one - last < ONE_LINE || kept.some((end) => Math.abs(end - one) < ONE_LINE)) continue;
    all.push(one);
    last = one;
  }
  return all.sort((a, b) => a - b);
}

/** Index of the step in which a place lies, or of the first. */
function firstAfter(steps: readonly number[], place: number): number {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const half = (low + high + 1) >> 1;
    if ((steps[half] as number) <= place) low = half;
    else high = half - 1;
  }
  return low;
}

function turned({ x, y }: Point): Point {
  return { x: y, y: x };
}
