import type { Box, LaidOutGraph, Point } from "./graph.ts";
import type { PlacedEdge } from "./part.ts";

/**
 * A step of the grid for manual placement, in px: cards that a person drags or moves by keys snap to it. A layout with
 * `previous` moves no card by more than a step when a node is added or removed; in fact by nothing at all.
 */
export const GRID = 8;

/** Where a node stood. Its size and group are known when it was laid out, not when a person only wrote its place down. */
export interface PlacedNode extends Point {
  readonly width?: number;
  readonly height?: number;
  /** A node that is in another group now gets a new place. */
  readonly group?: string;
  /** It was not in the last picture: those that were come first when two want the same place. */
  readonly remembered?: true;
}

/** Where everything stood in the pictures before, for `LayoutOptions.previous`. */
export interface Placement {
  /** By node id. */
  readonly nodes: ReadonlyMap<string, PlacedNode>;
  /** By edge id; an edge keeps its way while its ends stay and nothing new is in it. */
  readonly edges?: ReadonlyMap<string, PlacedEdge>;
  /** By group id. */
  readonly groups?: ReadonlyMap<string, Box>;
}

/** What is remembered of nodes that are gone; the oldest are forgotten. */
const MOST_REMEMBERED = 2000;

/**
 * The places of a layout. With `earlier`, those of nodes that are not in it now are kept in mind: what is undone, or
 * expanded again, comes back where it was.
 */
export function placementOf(graph: LaidOutGraph, earlier?: Placement): Placement {
  const now: [string, PlacedNode][] = graph.nodes.map(({ id, x, y, width, height, group, standsOut }) => {
    return [id, { x, y, width, height, group: standsOut ?? group }];
  });
  const edges = graph.edges.map(({ id, points, labelBox }): [string, PlacedEdge] => {
    return [id, { points, ...(labelBox ? { labelBox } : {}) }];
  });
  const groups = graph.groups.map(({ id, x, y, width, height }): [string, Box] => [id, { x, y, width, height }]);
  return {
    nodes: merged(forgotten(earlier?.nodes, new Set(now.map(([id]) => id))), now),
    edges: merged(earlier?.edges, edges),
    groups: new Map(groups),
  };
}

/** The nearest point on the grid of manual placement. */
export function onPlacementGrid({ x, y }: Point): Point {
  return { x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID };
}

function forgotten(nodes: Placement["nodes"] | undefined, now: ReadonlySet<string>): Map<string, PlacedNode> {
  const gone = [...(nodes ?? [])].filter(([id]) => !now.has(id));
  return new Map(gone.map(([id, node]): [string, PlacedNode] => [id, { ...node, remembered: true }]));
}

function merged<T>(earlier: ReadonlyMap<string, T> | undefined, now: readonly [string, T][]): Map<string, T> {
  const ids = new Set(now.map(([id]) => id));
  const old = [...(earlier ?? [])].filter(([id]) => !ids.has(id)).slice(-MOST_REMEMBERED);
  return new Map([...old, ...now]);
}
