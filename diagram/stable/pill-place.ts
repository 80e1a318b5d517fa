import type { CardSize } from "../card.ts";
import type { Box, Point } from "../graph.ts";
import { grown, overlap, stretchBox } from "./boxes.ts";

export interface PillObstacles {
  /** Nothing of a pill may cover these. */
  readonly boxes: readonly Box[];
  /** Ways of other edges, and borders of frames: better not. */
  readonly lines: readonly Box[];
  /** A pill reaches no further to the left. */
  readonly least: number;
}

/** Distances of a pill from cards and other pills, and from the ends of its stretch, which bends and arrowheads need. */
const CLEAR = 3;
const END = 14;
const STEPS = 12;

/**
 * Where on its way an edge's pill stands: in the middle of a level stretch if that is free, else farther aside on one, else
 * across an upright one; none where there is no room at all.
 */
export function pillPlace(
  points: readonly Point[],
  pill: CardSize,
  { boxes, lines, least }: PillObstacles,
): Box | undefined {
  const places = points.slice(1).flatMap((to, index) => placesOn(points[index] as Point, to, pill));
  const tries = places.toSorted((a, b) => a.cost - b.cost);
  const around = grown(wayBox(points), pill.width, pill.height);
  const [hard, soft] = [boxes.filter((box) => overlap(box, around)), lines.filter((line) => overlap(line, around))];
  let best: { box: Box; cost: number } | undefined;
  for (const { box, cost } of tries) {
    if (best && cost >= best.cost) break;
    if (box.x < least || hard.some((one) => overlap(one, box, CLEAR))) continue;
    const whole = cost + COVERS * soft.filter((line) => overlap(line, box, 1)).length;
    if (!best || whole < best.cost) best = { box, cost: whole };
  }
  return best?.box;
}

/** What it costs to cover the line of another. */
const COVERS = 60;

function placesOn(from: Point, to: Point, { width, height }: CardSize): { box: Box; cost: number }[] {
  const isLevel = from.y === to.y;
  const length = isLevel ? Math.abs(to.x - from.x) : Math.abs(to.y - from.y);
  const room = length - (isLevel ? width : height) - 2 * END;
  const tight = room < 0 ? 400 - room : 0;
  const steps = room < 0 ? [0] : Array.from({ length: STEPS * 2 + 1 }, (_, index) => index - STEPS);
  const turn = isLevel ? 0 : 200;
  return steps.map((step) => {
    const aside = (step / (2 * STEPS)) * Math.max(0, room);
    const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
    const centre = isLevel ? { x: x + aside, y } : { x, y: y + aside };
    const box = { x: half(centre.x - width / 2), y: half(centre.y - height / 2), width, height };
    return { box, cost: Math.abs(aside) * 0.5 - Math.min(length, 400) * 0.2 + turn + tight };
  });
}

function wayBox(points: readonly Point[]): Box {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return stretchBox({ x: Math.min(...xs), y: Math.min(...ys) }, { x: Math.max(...xs), y: Math.max(...ys) });
}

function half(length: number): number {
  return Math.round(length * 2) / 2;
}
