import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { straightLine } from "../arrange.ts";
import type { Box, Graph, LaidOutGraph, LaidOutNode, Point } from "../graph.ts";
import { isOutside } from "../graph-rules.ts";
import type { Placement } from "../placement.ts";
import { around, stretchesOf } from "./boxes.ts";
import { placeEdges } from "./edges.ts";
import { placeFrames } from "./frames.ts";
import { keepPlaces, keptSizes } from "./keep-places.ts";
import { placeHomeless } from "./new-places.ts";
import { Scene } from "./scene.ts";

/**
 * Gives places to a graph of which most had a place before: that stays, what is new finds room near its neighbours, and
 * edges are led around everything. Needs no ELK. Pure.
 */
export function keptLayout(
  graph: Graph,
  placement: Placement,
  pinned: ReadonlyMap<string, Point>,
  warnings: readonly Diagnostic[] = [],
): LaidOutGraph {
  const scene = sceneOf(graph, placement);
  placeHomeless(scene, keepPlaces(scene, placement, pinned));
  const outside = new Set(graph.nodes.filter(isOutside).map(({ id }) => id));
  const left = Math.min(...scene.side(false).map(({ x }) => x));
  const edges = placeEdges(graph, scene.boxes, outside, [...scene.frames.values()], left, placement);
  const frames = placeFrames(scene, edges, placement);
  const groups = graph.groups
    .filter(({ id }) => frames.has(id))
    .map((group) => ({ ...group, ...onGrid(frames.get(group.id) as Box) }));
  const project = graph.groups.find(({ kind }) => kind === "project")?.id ?? "";
  const nodes = graph.nodes.map((node): LaidOutNode => {
    const place = onGrid(scene.boxes.get(node.id) as Box);
    const standsOut = scene.standingOut.has(node.id) ? { group: project, standsOut: node.group } : {};
    return { ...node, ...place, ...standsOut };
  });
  const placed = graph.edges.map((edge) => {
    const way = edges.get(edge.id);
    const ends = [scene.boxes.get(edge.from) as Box, scene.boxes.get(edge.to) as Box] as const;
    return { ...edge, ...(way ?? { points: straightLine(...ends) }) };
  });
  const notes = nodes.filter(({ standsOut }) => standsOut !== undefined).map(standsOutNote);
  return {
    ...graph,
    ...boundsOf([...groups, ...nodes, ...placed.flatMap(({ points }) => stretchesOf(points))]),
    groups,
    nodes,
    edges: placed,
    warnings: [...warnings, ...notes],
  };
}

function standsOutNote({ title }: LaidOutNode): Diagnostic {
  return {
    severity: "note",
    code: "layout-stands-out",
    message: `${title} stands outside the frame of its tag, which cannot reach it without moving or covering others`,
    fix: "tidy the diagram up",
  };
}

function sceneOf(graph: Graph, placement: Placement): Scene {
  const there = new Set(graph.edges.map(({ id }) => id));
  const kept = [...(placement.edges ?? [])].filter(([id]) => there.has(id)).map(([, edge]) => edge);
  const lines = kept.flatMap(({ points }) => stretchesOf(points));
  const pills = kept.flatMap(({ labelBox }) => labelBox ?? []);
  return new Scene(graph, keptSizes(graph, placement), lines, pills);
}

/** From 0/0, unless something stands farther to the left or above. */
function boundsOf(boxes: readonly Box[]): Box {
  return onGrid(around([...boxes, { x: 0, y: 0, width: 0, height: 0 }]) as Box);
}

function onGrid({ x, y, width, height }: Box): Box {
  const [left, top] = [Math.floor(x * 2) / 2, Math.floor(y * 2) / 2];
  return {
    x: left,
    y: top,
    width: Math.ceil((x + width - left) * 2) / 2,
    height: Math.ceil((y + height - top) * 2) / 2,
  };
}
