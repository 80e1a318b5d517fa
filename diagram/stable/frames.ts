import type { Box, Graph } from "../graph.ts";
import { isOutside } from "../graph-rules.ts";
import type { PlacedEdge } from "../part.ts";
import type { Placement } from "../placement.ts";
import { SPACE } from "../space.ts";
import { around, stretchesOf } from "./boxes.ts";
import type { Scene } from "./scene.ts";

/** Between the border of the project's frame and the way of an edge. */
const EDGE_GAP = 8;

/**
 * The frames around everything, by group id: as large as what is in them asks for, with the left and upper borders they
 * had, unless something outside stands there now. The frames of the outside and of the zone have one height.
 */
export function placeFrames(
  scene: Scene,
  edges: ReadonlyMap<string, PlacedEdge>,
  placement: Placement,
): Map<string, Box> {
  const { graph, frames } = scene;
  const inside = around(scene.side(false));
  const outside = around(scene.side(true));
  const ways = around(innerWays(graph, edges));
  const [zone, project, out] = (["zone", "project", "outside"] as const).map((kind) => idOf(graph, kind));
  const inner = projectFrame(inside, ways, outside, project !== undefined ? placement.groups?.get(project) : undefined);
  const column = outside && outsideFrame(outside, out !== undefined ? placement.groups?.get(out) : undefined);
  const { zonePadding: padding, zoneTop } = SPACE;
  const whole = {
    left: inner.left - padding,
    top: inner.top - zoneTop,
    right: inner.right + padding,
    bottom: inner.bottom + padding,
  };
  const top = Math.min(whole.top, column?.top ?? whole.top);
  const bottom = Math.max(whole.bottom, column?.bottom ?? whole.bottom, top + SPACE.leastHeight);
  const right = Math.max(whole.right, whole.left + SPACE.leastZone);
  const boxes = new Map(frames);
  if (zone !== undefined) boxes.set(zone, boxOf(whole.left, top, right, bottom));
  if (project !== undefined) boxes.set(project, boxOf(inner.left, top + zoneTop, right - padding, bottom - padding));
  if (out !== undefined && column) boxes.set(out, boxOf(column.left, top, column.right, bottom));
  return boxes;
}

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function projectFrame(inside: Box | undefined, ways: Box | undefined, outside: Box | undefined, before?: Box): Edges {
  const { framePadding: padding, frameTop } = SPACE;
  const free = outside ? outside.x + outside.width + padding + SPACE.frameGap + SPACE.zonePadding : -Infinity;
  if (!inside) {
    const left = Math.max(before?.x ?? 0, free);
    const top = before?.y ?? (outside?.y ?? 0) - frameTop;
    return { left, top, right: left, bottom: top };
  }
  const all = around([inside, ...(ways ? [ways] : [])]) as Box;
  const left = Math.min(inside.x - padding, all.x - EDGE_GAP);
  const top = Math.min(inside.y - frameTop, all.y - frameTop + EDGE_GAP);
  return {
    left: before ? Math.min(left, Math.max(before.x, free)) : left,
    top: before ? Math.min(top, before.y) : top,
    right: Math.max(inside.x + inside.width + padding, all.x + all.width + EDGE_GAP),
    bottom: Math.max(inside.y + inside.height + padding, all.y + all.height + EDGE_GAP),
  };
}

function outsideFrame(cards: Box, before?: Box): Edges {
  const { framePadding: padding, frameTop } = SPACE;
  const [left, top] = [cards.x - padding, cards.y - frameTop];
  return {
    left: before ? Math.min(left, before.x) : left,
    top: before ? Math.min(top, before.y) : top,
    right: cards.x + cards.width + padding,
    bottom: cards.y + cards.height + padding,
  };
}

/** Stretches and pills of the edges that stay within the project. */
function innerWays(graph: Graph, edges: ReadonlyMap<string, PlacedEdge>): Box[] {
  const outside = new Set(graph.nodes.filter(isOutside).map(({ id }) => id));
  return graph.edges.flatMap(({ id, from, to }) => {
    const placed = edges.get(id);
    if (!placed || outside.has(from) || outside.has(to)) return [];
    return [...stretchesOf(placed.points), ...(placed.labelBox ? [placed.labelBox] : [])];
  });
}

function idOf(graph: Graph, kind: "zone" | "project" | "outside"): string | undefined {
  return graph.groups.find((group) => group.kind === kind)?.id;
}

function boxOf(left: number, top: number, right: number, bottom: number): Box {
  return { x: left, y: top, width: right - left, height: bottom - top };
}
