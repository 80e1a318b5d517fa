import type { Point } from "../graph.ts";
import { Heap } from "./heap.ts";
import { COST, type WayLines } from "./way-lines.ts";

/** A place where a way may begin or end: on a level stub before a card. */
export interface WayEnd extends Point {
  /** What it costs to begin or end here rather than elsewhere. */
  readonly cost: number;
}

export interface FoundWay {
  readonly start: number;
  readonly goal: number;
  /** From the start to the goal. */
  readonly points: readonly Point[];
  readonly cost: number;
}

const LEVEL = 0;
const UPRIGHT = 1;

/**
 * The cheapest way from one of the starts to one of the goals along the lines (A*; the state is a crossing of lines and
 * whether one came to it level or upright). The same input gives the same way.
 */
export function findWay(lines: WayLines, starts: readonly WayEnd[], goals: readonly WayEnd[]): FoundWay | undefined {
  const { xs, ys } = lines;
  const rows = ys.length;
  const state = (x: number, y: number, direction: number) => (x * rows + y) * 2 + direction;
  const best = new Map<number, number>();
  const before = new Map<number, number>();
  const done = new Set<number>();
  const heap = new Heap();
  const goalAt = new Map<number, number>();
  goals.forEach((goal, index) => {
    goalAt.set(state(xs.indexOf(goal.x), ys.indexOf(goal.y), LEVEL), index);
  });
  const startAt = new Map<number, number>();
  const left = (x: number, y: number) => {
    let least = Infinity;
    for (const goal of goals) {
      least = Math.min(least, Math.abs((xs[x] as number) - goal.x) + Math.abs((ys[y] as number) - goal.y) + goal.cost);
    }
    return least;
  };
  const reach = (x: number, y: number, direction: number, cost: number, from: number) => {
    const to = state(x, y, direction);
    if (done.has(to) || cost >= (best.get(to) ?? Infinity)) return;
    best.set(to, cost);
    before.set(to, from);
    heap.push(to, cost + left(x, y));
  };
  starts.forEach((start, index) => {
    const [x, y] = [xs.indexOf(start.x), ys.indexOf(start.y)];
    startAt.set(state(x, y, LEVEL), index);
    reach(x, y, LEVEL, start.cost, -1);
  });
  let found: { at: number; cost: number } | undefined;
  for (let at = heap.pop(); at !== undefined; at = heap.pop()) {
    if (done.has(at)) continue;
    done.add(at);
    const cost = best.get(at) as number;
    if (found && cost >= found.cost) break;
    const goal = goalAt.get(at);
    if (goal !== undefined) {
      const whole = cost + (goals[goal] as WayEnd).cost;
      if (!found || whole < found.cost) found = { at, cost: whole };
      continue;
    }
    const direction = at & 1;
    const y = (at >> 1) % rows;
    const x = Math.floor((at >> 1) / rows);
    const onLevel = cost + (direction === LEVEL ? 0 : COST.bend);
    const onUpright = cost + (direction === UPRIGHT ? 0 : COST.bend);
    if (x + 1 < xs.length) reach(x + 1, y, LEVEL, onLevel + gap(xs, x) + lines.level(x, y), at);
    if (x > 0) reach(x - 1, y, LEVEL, onLevel + gap(xs, x - 1) + lines.level(x - 1, y), at);
    if (y + 1 < rows) reach(x, y + 1, UPRIGHT, onUpright + gap(ys, y) + lines.upright(x, y), at);
    if (y > 0) reach(x, y - 1, UPRIGHT, onUpright + gap(ys, y - 1) + lines.upright(x, y - 1), at);
  }
  if (!found) return undefined;
  const points: Point[] = [];
  let first = found.at;
  for (let at = found.at; at >= 0; at = before.get(at) as number) {
    points.push({ x: xs[Math.floor((at >> 1) / rows)] as number, y: ys[(at >> 1) % rows] as number });
    first = at;
  }
  const { at, cost } = found;
  return { start: startAt.get(first) as number, goal: goalAt.get(at) as number, points: points.toReversed(), cost };
}

function gap(steps: readonly number[], index: number): number {
  return (steps[index + 1] as number) - (steps[index] as number);
}
