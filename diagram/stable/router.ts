import { edgePill } from "../card.ts";
import type { Box, GraphEdge, Point } from "../graph.ts";
import type { PlacedEdge } from "../part.ts";
import { around, grown, middle, overlap, stretchesOf } from "./boxes.ts";
import { findWay, type WayEnd } from "./find-way.ts";
import { pillPlace } from "./pill-place.ts";
import { Ports, type Side } from "./ports.ts";
import { COST, NEAR, type Stretch, WayLines } from "./way-lines.ts";

export interface RouterInput {
  readonly cards: ReadonlyMap<string, Box>;
  /** Nodes outside: their edges leave to the right, and arrive from the left within the project. */
  readonly outside: ReadonlySet<string>;
  /** Where the cards and frames of the project begin: no way between two of them leaves its frame. */
  readonly projectLeft: number;
  /** Frames whose borders pills had better not cover. */
  readonly frames: readonly Box[];
}

/** A level stub leads from and to each card: room for a bend and an arrowhead. */
const STUB = 20;
/** A way against the direction of reading is worth this detour. */
const AGAINST = 90;
/** How far around both ends a way is looked for at first, and when that finds nothing. */
const WINDOWS = [160, 900] as const;

/** Finds ways for edges around cards and each other, when nothing else may move. */
export class Router {
  readonly #input: RouterInput;
  readonly #ports = new Ports();
  readonly #stretches: Stretch[] = [];
  readonly #pills: Box[] = [];
  readonly #frameLines: readonly Box[];

  constructor(input: RouterInput) {
    this.#input = input;
    this.#frameLines = input.frames.flatMap(borders);
  }

  /** An edge that keeps its way: others go around it. */
  keep(edge: GraphEdge, placed: PlacedEdge): void {
    this.#ports.add(edge, placed, this.#input.cards);
    for (let index = 1; index < placed.points.length; index++) {
      const [from, to] = [placed.points[index - 1] as Point, placed.points[index] as Point];
      this.#stretches.push({ from, to, joins: joinsOf(edge) });
    }
    if (placed.labelBox) this.#pills.push(placed.labelBox);
  }

  route(edge: GraphEdge): PlacedEdge {
    const points = this.#way(edge);
    const labelBox = this.pillOn(edge, points);
    const placed = { points, ...(labelBox ? { labelBox } : {}) };
    this.keep(edge, placed);
    return placed;
  }

  /** Where the pill of an edge finds room on its way. */
  pillOn(edge: GraphEdge, points: readonly Point[]): Box | undefined {
    if (edge.label === "") return undefined;
    const { width, height } = edgePill(edge.label);
    const lines = this.#stretches
      .filter(({ joins }) => joins !== joinsOf(edge))
      .flatMap(({ from, to }) => stretchesOf([from, to]));
    const boxes = [...this.#input.cards.values(), ...this.#pills];
    return pillPlace(
      points,
      { width, height },
      { boxes, lines: [...lines, ...this.#frameLines], least: this.#least(edge) },
    );
  }

  #way(edge: GraphEdge): Point[] {
    const { cards } = this.#input;
    const [from, to] = [cards.get(edge.from) as Box, cards.get(edge.to) as Box];
    const { starts, goals } = this.#ends(edge, from, to);
    const least = this.#least(edge);
    let best: { points: Point[]; cost: number } | undefined;
    for (const margin of WINDOWS) {
      const window = fromLeft(grown(around([from, to]) as Box, margin), least);
      const lines = new WayLines(this.#obstaclesIn(grown(window, NEAR)), [...starts, ...goals], joinsOf(edge), window);
      const found = findWay(lines, starts, goals);
      if (!found || (best && found.cost >= best.cost)) continue;
      const [start, goal] = [starts[found.start] as CardEnd, goals[found.goal] as CardEnd];
      best = { points: bends([start.border, ...found.points, goal.border]), cost: found.cost };
      if (best.cost < COST.throughCard) break;
    }
    return best?.points ?? [middle(from), middle(to)];
  }

  #least({ from, to }: GraphEdge): number {
    const { outside, projectLeft } = this.#input;
    return outside.has(from) || outside.has(to) ? -Infinity : projectLeft - STUB;
  }

  #obstaclesIn(window: Box) {
    return {
      cards: [...this.#input.cards.values()].filter((box) => overlap(window, box)),
      pills: this.#pills.filter((pill) => overlap(window, pill)),
      stretches: this.#stretches.filter(({ from, to }) => overlap(window, stretchesOf([from, to])[0] as Box)),
    };
  }

  /** The ends of ways at both cards, on each side that may be used. */
  #ends(edge: GraphEdge, from: Box, to: Box): { starts: CardEnd[]; goals: CardEnd[] } {
    const { outside } = this.#input;
    const isOut = outside.has(edge.from);
    const leave: Side[] = isOut ? ["right"] : outside.has(edge.to) ? ["left"] : ["right", "left"];
    const arrive: Side[] = outside.has(edge.to) ? ["right"] : isOut ? ["left"] : ["left", "right"];
    const gap = Math.max(to.x - from.x - from.width, from.x - to.x - to.width);
    const stub = gap > 0 ? Math.min(STUB, gap / 2) : STUB;
    const goals = arrive.map((side) => {
      const y = this.#ports.joined(edge, side) ?? this.#ports.free(edge.to, side, to, middle(from).y);
      return cardEnd(to, side, y, stub, side === "left" || outside.has(edge.to) ? 0 : AGAINST);
    });
    const wish = (goals[0] as CardEnd).y;
    const starts = leave.map((side) => {
      const y = this.#ports.free(edge.from, side, from, wish);
      return cardEnd(from, side, y, stub, side === "right" || outside.has(edge.to) ? 0 : AGAINST);
    });
    return { starts, goals };
  }
}

function fromLeft(box: Box, least: number): Box {
  const x = Math.max(box.x, least);
  return { ...box, x, width: box.x + box.width - x };
}

interface CardEnd extends WayEnd {
  readonly border: Point;
}

function cardEnd(box: Box, side: Side, y: number, stub: number, cost: number): CardEnd {
  const height = half(y);
  const x = side === "right" ? box.x + box.width : box.x;
  return { x: half(side === "right" ? x + stub : x - stub), y: height, cost, border: { x, y: height } };
}

/** Edges of a kind that arrive at the same card. */
function joinsOf({ kind, to, ghost }: GraphEdge): string {
  return `${ghost ? "ghost " : ""}${kind} ${to}`;
}

/** A way without the points at which it does not bend, or turns back on itself. */
function bends(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    for (;;) {
      const [before, last] = [kept.at(-2), kept.at(-1)];
      const isStraight =
        before && last && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y));
      if (!isStraight) break;
      kept.pop();
    }
    if (kept.at(-1)?.x !== point.x || kept.at(-1)?.y !== point.y) kept.push(point);
  }
  return kept;
}

function borders({ x, y, width, height }: Box): Box[] {
  const [right, bottom] = [x + width, y + height];
  return [
    { x, y, width: 0, height },
    { x: right, y, width: 0, height },
    { x, y, width, height: 0 },
    { x, y: bottom, width, height: 0 },
  ];
}

function half(length: number): number {
  return Math.round(length * 2) / 2;
}
