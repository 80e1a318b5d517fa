import type { Box, GraphEdge, Point } from "../graph.ts";
import type { PlacedEdge } from "../part.ts";
import { clamp, middle } from "./boxes.ts";

export type Side = "left" | "right";

/** Edges keep this far from the corners of a card, and from each other. */
const FROM_CORNER = 12;
const APART = 12;

interface Port {
  readonly side: Side;
  readonly y: number;
  /** Of edges that arrive here: others of the kind may join them. */
  readonly arrives?: GraphEdge["kind"];
}

/** Where edges leave and arrive at cards. */
export class Ports {
  readonly #ports = new Map<string, Port[]>();

  add(edge: GraphEdge, { points }: PlacedEdge, boxes: ReadonlyMap<string, Box>): void {
    this.#remember(edge.from, points[0] as Point, boxes.get(edge.from) as Box);
    this.#remember(edge.to, points.at(-1) as Point, boxes.get(edge.to) as Box, edge.kind);
  }

  /** The height at which edges of the kind arrive already. */
  joined({ to, kind, ghost }: GraphEdge, side: Side): number | undefined {
    if (ghost) return undefined;
    return this.#ports.get(to)?.find((port) => port.side === side && port.arrives === kind)?.y;
  }

  /** The free height on a side of a card that is nearest to the wish. */
  free(id: string, side: Side, box: Box, wish: number): number {
    const least = box.y + FROM_CORNER;
    const most = box.y + box.height - FROM_CORNER;
    const used = (this.#ports.get(id) ?? []).filter((port) => port.side === side).map(({ y }) => y);
    const wanted = clamp(wish, least, most);
    const around = used.flatMap((y) => [y - APART, y + APART]).filter((y) => y >= least && y <= most);
    const free = [wanted, ...around].filter((y) => used.every((other) => Math.abs(other - y) >= APART));
    const nearest = free.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0];
    return nearest ?? roomiest(used, least, most);
  }

  #remember(id: string, point: Point, box: Box, arrives?: GraphEdge["kind"]): void {
    const side: Side = point.x > middle(box).x ? "right" : "left";
    const ports = this.#ports.get(id) ?? [];
    ports.push({ side, y: point.y, ...(arrives ? { arrives } : {}) });
    this.#ports.set(id, ports);
  }
}

/** The middle of the largest gap of a crowded side. */
function roomiest(used: readonly number[], least: number, most: number): number {
  const ends = [least, ...used.toSorted((a, b) => a - b), most];
  let best = { size: -1, y: (least + most) / 2 };
  for (let index = 1; index < ends.length; index++) {
    const [before, after] = [ends[index - 1] as number, ends[index] as number];
    if (after - before > best.size) best = { size: after - before, y: (before + after) / 2 };
  }
  return best.y;
}
