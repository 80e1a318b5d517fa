import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from "elkjs/lib/elk-api.js";
import { type CardSize, edgePill } from "./card.ts";
import type { Component } from "./components.ts";
import type { GraphEdge, GraphGroup, GraphNode } from "./graph.ts";
import { isOutside } from "./graph-rules.ts";
import { neighboursInRows } from "./lone-rows.ts";
import { SPACE } from "./space.ts";

const COMPONENT_OPTIONS: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.separateConnectedComponents": "false",
  "elk.json.shapeCoords": "ROOT",
  "elk.json.edgeCoords": "ROOT",
  "elk.randomSeed": "1",
  "elk.padding": "[top=0,left=0,bottom=0,right=0]",
  "elk.layered.cycleBreaking.strategy": "DEPTH_FIRST",
  "elk.spacing.nodeNode": "28",
  "elk.spacing.edgeNode": "20",
  "elk.spacing.edgeEdge": "14",
  "elk.spacing.edgeLabel": "6",
  "elk.layered.spacing.nodeNodeBetweenLayers": "32",
  "elk.layered.spacing.edgeNodeBetweenLayers": "22",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "14",
};

/**
 * How cards find their rows. `kept`: in reading order, so that a new node moves the others least. `free`: with few
 * crossings. Straight lines without waste of room (network simplex) and sorting take time that grows with the square
 * of the edges, so larger components are laid out with less care.
 */
export type Rows = "kept" | "free" | "large" | "huge";

/**
 * Pills take half of ELK's time. In components of these rows it gives them no places, but leaves room for most between its
 * columns, see `pillPlaces`.
 */
const LARGE: ReadonlySet<Rows> = new Set(["large", "huge"]);
const PILL_ROOM: LayoutOptions = { "elk.layered.spacing.nodeNodeBetweenLayers": "120" };

const ROW_OPTIONS: Readonly<Record<Rows, LayoutOptions>> = {
  kept: {
    "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    "elk.layered.crossingMinimization.forceNodeModelOrder": "true",
    "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  },
  free: {
    "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  },
  large: {
    ...PILL_ROOM,
    "elk.layered.nodePlacement.strategy": "LINEAR_SEGMENTS",
    // Measured at 500 nodes: a third narrower and faster than with the default of 0.3, and no higher.
    "elk.layered.nodePlacement.linearSegments.deflectionDampening": "0.9",
    "elk.layered.thoroughness": "3",
  },
  huge: { ...PILL_ROOM, "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF", "elk.layered.thoroughness": "3" },
};

/** The rows that are worth their time for a component with so many edges. */
export function rowsFor(edges: number): Rows {
  if (edges <= 64) return "kept";
  if (edges <= 160) return "free";
  return edges <= 700 ? "large" : "huge";
}

const TAG_GROUP_OPTIONS: LayoutOptions = {
  "elk.padding": `[top=${SPACE.groupTop},left=${SPACE.groupPadding},bottom=${SPACE.groupPadding},right=${SPACE.groupPadding}]`,
};

/** Ids within ELK are prefixed, so that a construct path cannot meet the id of an edge or a port. */
export const ELK_ID = {
  node: (id: string) => `n ${id}`,
  edge: (id: string) => `e ${id}`,
  group: (id: string) => `g ${id}`,
} as const;

/** A component as ELK takes it: cards with ports, edges with pills, tags' frames as nodes with children. */
export function elkGraphOf(
  component: Component,
  groups: readonly GraphGroup[],
  sizes: ReadonlyMap<string, CardSize>,
  rows: Rows,
): ElkNode {
  const ports = new Map<string, ElkPort[]>(component.nodes.map((node) => [node.id, []]));
  const outside = new Set(component.nodes.filter(isOutside).map((node) => node.id));
  const rank = new Map(component.nodes.map((node, index) => [node.id, index]));
  const inOrder = component.edges.toSorted((a, b) => (rank.get(a.from) ?? 0) - (rank.get(b.from) ?? 0));
  const edges = inOrder.map((edge) => elkEdge(edge, component.against.has(edge.id), ports, outside, !LARGE.has(rows)));
  const cards = new Map(component.nodes.map((node) => [node.id, elkCard(node, sizes, ports.get(node.id) ?? [])]));
  const children = childrenOf(
    component,
    groups,
    cards,
    LARGE.has(rows) ? { ...TAG_GROUP_OPTIONS, ...PILL_ROOM } : TAG_GROUP_OPTIONS,
  );
  edges.push(...unseenEdges(component, groups));
  const hasFrames = children.some((child) => child.children);
  const hierarchy: LayoutOptions = hasFrames ? { "elk.hierarchyHandling": "INCLUDE_CHILDREN" } : {};
  return { id: "root", layoutOptions: { ...COMPONENT_OPTIONS, ...ROW_OPTIONS[rows], ...hierarchy }, children, edges };
}

function unseenEdges(component: Component, groups: readonly GraphGroup[]): ElkExtendedEdge[] {
  const frames = new Set(groups.filter((group) => group.kind === "tag").map((group) => group.id));
  return neighboursInRows(component, frames).map(([left, right]) => {
    return { id: `u ${right}`, sources: [ELK_ID.node(left)], targets: [ELK_ID.node(right)] };
  });
}

function childrenOf(
  component: Component,
  groups: readonly GraphGroup[],
  cards: ReadonlyMap<string, ElkNode>,
  layoutOptions: LayoutOptions,
): ElkNode[] {
  const frames = new Map<string, ElkNode & { children: ElkNode[] }>(
    groups
      .filter((group) => group.kind === "tag")
      .map((group) => [group.id, { id: ELK_ID.group(group.id), layoutOptions, children: [] }]),
  );
  const children = new Set<ElkNode>();
  for (const node of component.nodes) {
    const frame = frames.get(node.group);
    const card = cards.get(node.id) as ElkNode;
    frame?.children.push(card);
    children.add(frame ?? card);
  }
  return [...children];
}

function elkCard(node: GraphNode, sizes: ReadonlyMap<string, CardSize>, ports: ElkPort[]): ElkNode {
  const { width, height } = sizes.get(node.id) as CardSize;
  const out = isOutside(node);
  return {
    id: ELK_ID.node(node.id),
    // The frame of the outside stands to the right of its cards: edges bend beyond it.
    width: width + (out ? SPACE.framePadding : 0),
    height,
    ports,
    layoutOptions: {
      "elk.alignment": "LEFT",
      ...(out ? { "elk.layered.layering.layerConstraint": "FIRST_SEPARATE" } : {}),
    },
  };
}

/** Edges of a kind that arrive at a node share a port, so that they join before one arrowhead; each leaves by its own. */
function elkEdge(
  edge: GraphEdge,
  isAgainst: boolean,
  ports: ReadonlyMap<string, ElkPort[]>,
  outside: ReadonlySet<string>,
  withPill: boolean,
): ElkExtendedEdge {
  const [source, target] = isAgainst ? [edge.to, edge.from] : [edge.from, edge.to];
  const out = addPort(ports, source, `o ${edge.id}`);
  const into = addPort(ports, target, isAgainst ? `b ${edge.id}` : `i ${edge.kind} ${target}`);
  return {
    id: ELK_ID.edge(edge.id),
    sources: [out],
    targets: [into],
    labels: elkLabels(edge, outside.has(source), withPill),
  };
}

function addPort(ports: ReadonlyMap<string, ElkPort[]>, node: string, id: string): string {
  const all = ports.get(node) as ElkPort[];
  if (!all.some((port) => port.id === id)) all.push({ id, width: 0, height: 0 });
  return id;
}

/**
 * The pill, in line with its edge. An edge from outside always has one, if an empty one: it keeps a corridor free
 * for the project's frame, which begins where the corridor ends.
 */
function elkLabels(edge: GraphEdge, crossesCorridor: boolean, withPill: boolean): ElkExtendedEdge["labels"] {
  if (!crossesCorridor && (edge.label === "" || !withPill)) return [];
  const pill = edge.label === "" ? { width: 0, height: 2 } : edgePill(edge.label);
  return [
    {
      id: `l ${edge.id}`,
      // ELK places no label without a text.
      text: "pill",
      width: pill.width + (crossesCorridor ? SPACE.corridorEnd : 0),
      height: pill.height,
      layoutOptions: {
        "elk.edgeLabels.inline": "true",
        "elk.edgeLabels.placement": "CENTER",
        ...(crossesCorridor ? { "elk.layered.edgeLabels.centerLabelPlacementStrategy": "TAIL_LAYER" } : {}),
      },
    },
  ];
}
