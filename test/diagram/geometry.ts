import type { Box, LaidOutGraph, Point } from "../../diagram/graph.ts";

/** Everything about a layout that would look wrong, in words; empty when it is sound. */
export function flaws(graph: LaidOutGraph): string[] {
  return [
    ...overlappingBoxes(graph),
    ...looseEnds(graph),
    ...slantedEdges(graph),
    ...edgesThroughCards(graph),
    ...outsideTheirGroup(graph),
  ];
}

/** Cards and pills that cover each other. */
export function overlappingBoxes(graph: LaidOutGraph): string[] {
  const boxes: [string, Box][] = [
    ...graph.nodes.map((node): [string, Box] => [node.id, node]),
    ...graph.edges.flatMap((edge): [string, Box][] => (edge.labelBox ? [[edge.id, edge.labelBox]] : [])),
  ];
  return boxes.flatMap(([name, box], index) =>
    boxes
      .slice(index + 1)
      .filter(([, other]) => overlap(box, other))
      .map(([other]) => `${name} covers ${other}`),
  );
}

/** Edges that do not end on the borders of their cards. */
export function looseEnds(graph: LaidOutGraph): string[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return graph.edges
    .filter(({ from, to, points }) => {
      const ends = [
        [points[0], nodes.get(from)],
        [points.at(-1), nodes.get(to)],
      ] as const;
      return points.length < 2 || !ends.every(([point, box]) => point && box && isOnBorder(point, box));
    })
    .map((edge) => `${edge.id} hangs loose`);
}

export function outsideTheirGroup(graph: LaidOutGraph): string[] {
  const groups = new Map(graph.groups.map((group) => [group.id, group]));
  const inside = [
    ...graph.nodes.map((node) => ({ id: node.id, box: node, group: groups.get(node.group) })),
    ...graph.groups
      .filter(({ parent }) => parent !== undefined)
      .map((group) => ({ id: group.id, box: group, group: groups.get(group.parent ?? "") })),
  ];
  const [first, second] = graph.groups.filter((group) => group.parent === undefined);
  return [
    ...inside.filter(({ box, group }) => !group || !contains(group, box)).map(({ id }) => `${id} is outside its group`),
    ...(first && second && overlap(first, second) ? ["the outside covers the zone"] : []),
    ...(graph.groups.every((group) => contains(graph, group)) ? [] : ["a group is outside"]),
  ];
}

function slantedEdges(graph: LaidOutGraph): string[] {
  return graph.edges
    .filter(({ points }) => segments(points).some(([from, to]) => from.x !== to.x && from.y !== to.y))
    .map((edge) => `${edge.id} is slanted`);
}

function edgesThroughCards(graph: LaidOutGraph): string[] {
  return graph.edges.flatMap((edge) =>
    graph.nodes
      .filter((node) => node.id !== edge.from && node.id !== edge.to)
      .filter((node) => segments(edge.points).some(([from, to]) => overlap(boxAround(from, to), node)))
      .map((node) => `${edge.id} runs through ${node.id}`),
  );
}

function segments(points: readonly Point[]): [Point, Point][] {
  return points.slice(1).map((point, index) => [points[index] as Point, point]);
}

function boxAround(from: Point, to: Point): Box {
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  };
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function contains(outer: Box, inner: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Places are on a grid of 0.5, so a border may be off by that much. */
const GRID = 0.5;

function isOnBorder({ x, y }: Point, box: Box): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) <= GRID;
  const isWithin =
    x >= box.x - GRID && x <= box.x + box.width + GRID && y >= box.y - GRID && y <= box.y + box.height + GRID;
  return isWithin && (near(x, box.x) || near(x, box.x + box.width) || near(y, box.y) || near(y, box.y + box.height));
}
