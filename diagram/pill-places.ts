import { edgePill } from "./card.ts";
import type { Component } from "./components.ts";
import type { Box } from "./graph.ts";
import type { PlacedEdge } from "./part.ts";
import { around, grown, overlap, stretchesOf } from "./stable/boxes.ts";
import { pillPlace } from "./stable/pill-place.ts";

/** The edges with pills also where ELK gave them none, as far as there is room. */
export function pillPlaces(
  component: Component,
  edges: ReadonlyMap<string, PlacedEdge>,
  nodes: ReadonlyMap<string, Box>,
): ReadonlyMap<string, PlacedEdge> {
  const without = component.edges.filter(({ id, label }) => label !== "" && !edges.get(id)?.labelBox);
  if (without.length === 0) return edges;
  const placed = new Map(edges);
  const boxes = [...nodes.values(), ...[...edges.values()].flatMap(({ labelBox }) => labelBox ?? [])];
  const ways = component.edges.map(({ id, to }) => {
    const lines = stretchesOf(edges.get(id)?.points ?? []);
    return { to, lines, whole: around(lines) as Box };
  });
  for (const { id, to, label } of without) {
    const { points } = edges.get(id) as PlacedEdge;
    const { width, height } = edgePill(label);
    const room = grown(around(stretchesOf(points)) as Box, width, height);
    const lines = ways.filter((way) => way.to !== to && overlap(way.whole, room)).flatMap((way) => way.lines);
    const labelBox = pillPlace(points, { width, height }, { boxes, lines, least: -Infinity });
    if (!labelBox) continue;
    boxes.push(labelBox);
    placed.set(id, { points, labelBox });
  }
  return placed;
}
