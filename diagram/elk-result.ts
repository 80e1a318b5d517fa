import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";
import { type CardSize, edgePill } from "./card.ts";
import type { Component } from "./components.ts";
import { ELK_ID } from "./elk-graph.ts";
import type { Box, GraphEdge, Point } from "./graph.ts";
import { isOutside } from "./graph-rules.ts";
import type { Part, PlacedEdge } from "./part.ts";
import { pillPlaces } from "./pill-places.ts";
import { SPACE } from "./space.ts";
import { straightened } from "./straighten.ts";

/** A component with the places ELK gave it, in the coordinates of a part. */
export function partOfElk(component: Component, laidOut: ElkNode, sizes: ReadonlyMap<string, CardSize>): Part {
  const placed = boxesIn(laidOut);
  const outside = new Set(component.nodes.filter(isOutside).map((node) => node.id));
  const nodes = new Map(component.nodes.map(({ id }) => [id, sized(placed.get(ELK_ID.node(id)), sizes.get(id))]));
  const groups = groupBoxes(component, placed);
  const edges = pillPlaces(component, placedEdges(component, laidOut, nodes), nodes);

  const inside = [...[...nodes].filter(([id]) => !outside.has(id)).map(([, box]) => box), ...groups.values()];
  const everything = [...nodes.values(), ...groups.values(), ...[...edges.values()].flatMap(boxesOfEdge)];
  const left = Math.min(...inside.map((box) => box.x));
  const top = Math.min(...everything.map((box) => box.y));
  const corridor = corridorOf(component, edges, nodes, outside);
  return {
    nodes: mapValues(nodes, (box) => shifted(box, left, top)),
    groups: mapValues(groups, (box) => shifted(box, left, top)),
    edges: mapValues(edges, ({ points, labelBox }) => ({
      points: points.map((point) => shifted(point, left, top)),
      ...(labelBox ? { labelBox: shifted(labelBox, left, top) } : {}),
    })),
    reachesOut: outside.size > 0,
    width: Math.max(...everything.map((box) => box.x + box.width)) - left,
    height: Math.max(...everything.map((box) => box.y + box.height)) - top,
    corridor: corridor.end - corridor.start,
    gutter: outside.size > 0 ? left - corridor.end : 0,
  };
}

/** Boxes of cards and frames by ELK id, at any depth; ELK gives all in the coordinates of the root. */
function boxesIn(parent: ElkNode): Map<string, Box> {
  const boxes = new Map<string, Box>();
  for (const child of parent.children ?? []) {
    const { id, x = 0, y = 0, width = 0, height = 0 } = child;
    boxes.set(id, { x, y, width, height });
    for (const [inner, box] of boxesIn(child)) boxes.set(inner, box);
  }
  return boxes;
}

/** The place of a card without the room ELK was told to keep beside it. */
function sized(place: Box | undefined, size: CardSize | undefined): Box {
  return { ...(place as Box), ...(size as CardSize) };
}

function groupBoxes(component: Component, placed: ReadonlyMap<string, Box>): Map<string, Box> {
  const boxes = new Map<string, Box>();
  for (const { group } of component.nodes) {
    const box = placed.get(ELK_ID.group(group));
    if (box) boxes.set(group, box);
  }
  return boxes;
}

function placedEdges(component: Component, laidOut: ElkNode, nodes: ReadonlyMap<string, Box>): Map<string, PlacedEdge> {
  const byId = new Map((laidOut.edges ?? []).map((edge) => [edge.id, edge]));
  return new Map(
    component.edges.map((edge) => [edge.id, placedEdge(edge, byId, nodes, component.against.has(edge.id))]),
  );
}

function placedEdge(
  edge: GraphEdge,
  byId: ReadonlyMap<string, ElkExtendedEdge>,
  nodes: ReadonlyMap<string, Box>,
  isAgainst: boolean,
): PlacedEdge {
  const elkEdge = byId.get(ELK_ID.edge(edge.id)) as ElkExtendedEdge;
  const start = nodes.get(isAgainst ? edge.to : edge.from) as Box;
  const placed = straightened({ points: pointsOf(elkEdge), ...labelBoxOf(edge, elkEdge) }, start);
  return isAgainst ? { ...placed, points: placed.points.toReversed() } : placed;
}

function pointsOf(edge: ElkExtendedEdge): Point[] {
  const section = edge.sections?.[0];
  if (!section) throw new Error(`no way was found for the edge ${edge.id}`);
  return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(({ x, y }) => ({ x, y }));
}

function labelBoxOf(edge: GraphEdge, { labels }: ElkExtendedEdge): { labelBox?: Box } {
  const label = labels?.[0];
  if (edge.label === "" || !label) return {};
  const { width, height } = edgePill(edge.label);
  return { labelBox: { x: label.x ?? 0, y: label.y ?? 0, width, height } };
}

/** From the right edge of the room of what is outside to that of the widest pill, in ELK's coordinates. */
function corridorOf(
  component: Component,
  edges: ReadonlyMap<string, PlacedEdge>,
  nodes: ReadonlyMap<string, Box>,
  outside: ReadonlySet<string>,
): { start: number; end: number } {
  const start = Math.max(
    ...[...outside].map((id) => nodes.get(id) as Box).map((box) => box.x + box.width + SPACE.framePadding),
  );
  const crossing = component.edges.filter((edge) => outside.has(edge.from) || outside.has(edge.to));
  const ends = crossing.map((edge) => {
    const box = edges.get(edge.id)?.labelBox;
    return box ? box.x + box.width + SPACE.corridorEnd : start;
  });
  return outside.size === 0 ? { start: 0, end: 0 } : { start, end: Math.max(start, ...ends) };
}

function boxesOfEdge({ points, labelBox }: PlacedEdge): Box[] {
  return [...points.map((point) => ({ ...point, width: 0, height: 0 })), ...(labelBox ? [labelBox] : [])];
}

function shifted<T extends Point>(one: T, left: number, top: number): T {
  return { ...one, x: one.x - left, y: one.y - top };
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): Map<string, B> {
  return new Map(Array.from(map, ([key, value]) => [key, change(value)]));
}
