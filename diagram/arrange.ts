import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { Box, Graph, GraphEdge, LaidOutEdge, LaidOutGraph, Point } from "./graph.ts";
import { isOutside } from "./graph-rules.ts";
import type { Part, PlacedEdge } from "./part.ts";
import { SPACE } from "./space.ts";
import { type Placement, stacked } from "./stack.ts";

/** The x of everything that parts have in common, so that their columns are straight. */
interface Columns {
  /** Right edge of the cards, and of the frame, outside; 0 when nothing is there. */
  readonly outsideRight: number;
  readonly frameRight: number;
  readonly zoneLeft: number;
  /** The 0 of the parts. */
  readonly left: number;
  readonly gutter: number;
}

/** Where the contents of the frames begin. */
const TOP = SPACE.zoneTop + SPACE.frameTop;

/** Puts parts into the frames of the outside, the zone and the project. Pure. */
export function arranged(graph: Graph, parts: readonly Part[], warnings: readonly Diagnostic[]): LaidOutGraph {
  const outside = new Set(graph.nodes.filter(isOutside).map((node) => node.id));
  const columns = columnsOf(parts, outside);
  const placements = stacked(parts);
  const boxes = new Map<string, Box>();
  const edges = new Map<string, PlacedEdge>();
  const endpoints = new Map(graph.edges.map((edge) => [edge.id, edge]));
  for (const placement of placements) {
    placeBoxes(placement, columns, outside, boxes);
    for (const [id, edge] of placement.part.edges) {
      edges.set(id, placedEdge(edge, endpoints.get(id) as GraphEdge, placement, columns, outside));
    }
  }
  const { width, height } = placeFrames(graph, placements, columns, boxes);
  return {
    ...graph,
    x: 0,
    y: 0,
    width,
    height,
    groups: graph.groups.map((group) => ({ ...group, ...onGrid(boxes.get(group.id) as Box) })),
    nodes: graph.nodes.map((node) => ({ ...node, ...onGrid(boxes.get(node.id) as Box) })),
    edges: graph.edges.map((edge) => laidOutEdge(edge, edges.get(edge.id), boxes)),
    warnings,
  };
}

function columnsOf(parts: readonly Part[], outside: ReadonlySet<string>): Columns {
  const widths = parts.flatMap((part) => [...part.nodes].filter(([id]) => outside.has(id)).map(([, box]) => box.width));
  const gutter = Math.max(SPACE.framePadding, ...parts.map((part) => part.gutter));
  if (widths.length === 0)
    return { outsideRight: 0, frameRight: 0, zoneLeft: 0, left: SPACE.zonePadding + gutter, gutter };
  const outsideRight = SPACE.framePadding + Math.max(...widths);
  const frameRight = outsideRight + SPACE.framePadding;
  const zoneLeft = frameRight + Math.max(SPACE.frameGap, ...parts.map((part) => part.corridor));
  return { outsideRight, frameRight, zoneLeft, left: zoneLeft + SPACE.zonePadding + gutter, gutter };
}

function placeBoxes(
  { part, x, y }: Placement,
  columns: Columns,
  outside: ReadonlySet<string>,
  boxes: Map<string, Box>,
): void {
  for (const [id, box] of [...part.groups, ...part.nodes]) {
    const left = outside.has(id) ? SPACE.framePadding : columns.left + x + box.x;
    boxes.set(id, { ...box, x: left, y: TOP + y + box.y });
  }
}

/** Stretches the edge at the end of the corridor, and up to its card outside, to the common columns. */
function placedEdge(
  { points, labelBox }: PlacedEdge,
  { from, to }: GraphEdge,
  { part, x, y }: Placement,
  columns: Columns,
  outside: ReadonlySet<string>,
): PlacedEdge {
  const isInCorridor = (point: Point) => part.reachesOut && point.x < -part.gutter;
  const move = <T extends Point>(point: T): T => ({
    ...point,
    x: columns.left + x + point.x - (isInCorridor(point) ? SPACE.zonePadding + columns.gutter - part.gutter : 0),
    y: TOP + y + point.y,
  });
  const moved = points.map(move);
  const end = outside.has(from) ? 0 : outside.has(to) ? moved.length - 1 : -1;
  return {
    points: moved.map((point, index) => (index === end ? { ...point, x: columns.outsideRight } : point)),
    ...(labelBox ? { labelBox: move(labelBox) } : {}),
  };
}

/** Both frames have the same height: the zone stands beside the outside like a building beside a street. */
function placeFrames(
  graph: Graph,
  placements: readonly Placement[],
  columns: Columns,
  boxes: Map<string, Box>,
): { width: number; height: number } {
  const { zoneLeft, frameRight, left } = columns;
  const right = left + Math.max(0, ...placements.map(({ part, x }) => x + part.width)) + SPACE.framePadding;
  const bottom = TOP + Math.max(0, ...placements.map(({ part, y }) => y + part.height)) + SPACE.framePadding;
  const height = grid(Math.max(SPACE.leastHeight, bottom + SPACE.zonePadding));
  const width = grid(Math.max(zoneLeft + SPACE.leastZone, SPACE.leastWidth, right + SPACE.zonePadding));
  const zone = { x: zoneLeft, y: 0, width: width - zoneLeft, height };
  for (const { id, kind } of graph.groups) {
    if (kind === "outside") boxes.set(id, { x: 0, y: 0, width: frameRight, height });
    if (kind === "zone") boxes.set(id, zone);
    if (kind === "project") boxes.set(id, inZone(zone));
  }
  return { width, height };
}

function inZone({ x, y, width, height }: Box): Box {
  const { zonePadding: padding, zoneTop: top } = SPACE;
  return { x: x + padding, y: y + top, width: width - 2 * padding, height: height - top - padding };
}

function laidOutEdge(edge: GraphEdge, placed: PlacedEdge | undefined, boxes: ReadonlyMap<string, Box>): LaidOutEdge {
  if (!placed) return { ...edge, points: straightLine(boxes.get(edge.from) as Box, boxes.get(edge.to) as Box) };
  const { points, labelBox } = placed;
  return {
    ...edge,
    points: points.map(({ x, y }) => ({ x: grid(x), y: grid(y) })),
    ...(labelBox ? { labelBox: onGrid(labelBox) } : {}),
  };
}

/** From border to border on the way between the centres; for edges nobody found a way for. */
export function straightLine(from: Box, to: Box): Point[] {
  return [borderTowards(from, to), borderTowards(to, from)];
}

function borderTowards(box: Box, other: Box): Point {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const [dx, dy] = [other.x + other.width / 2 - x, other.y + other.height / 2 - y];
  const share = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(dy),
  );
  return { x: grid(x + dx * share), y: grid(y + dy * share) };
}

function onGrid<T extends Box>(box: T): T {
  return { ...box, x: grid(box.x), y: grid(box.y), width: grid(box.width), height: grid(box.height) };
}

function grid(length: number): number {
  return Math.round(length * 2) / 2;
}
