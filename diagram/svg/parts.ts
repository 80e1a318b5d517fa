import type { LaidOutGraph } from "../graph.ts";
import { renderEdgeContent, renderPillContent } from "./edge.ts";
import { renderFrameContent } from "./frame.ts";
import { type Marks, renderMarks } from "./marks.ts";
import { renderCard } from "./node.ts";

/** A piece of the picture. */
export interface Part {
  /** Of the group, edge or node in the graph. */
  readonly id: string;
  /** SVG for the inside of a `<g>`: escaped, with classes only, without `style` and without ids. */
  readonly svg: string;
}

/**
 * The very picture that `renderSvg` draws, in pieces, in the order they cover each other. Frames and nodes have their
 * upper left corner at 0/0, so that a transform moves them; edges and pills have the coordinates of the graph. The
 * `<svg>` around them has the class `e-svg` and the rules of `styleSheet`.
 */
export interface Parts {
  readonly frames: readonly Part[];
  readonly edges: readonly Part[];
  readonly nodes: readonly Part[];
  /** The labels of edges; ids of edges that have one. */
  readonly pills: readonly Part[];
  /** Marks of changes, problems and statuses by node id, in the coordinates of their nodes; those that have any. */
  readonly marks: readonly Part[];
}

export function renderParts(graph: LaidOutGraph, marks: Marks = {}): Parts {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return {
    frames: graph.groups.map((group) => ({ id: group.id, svg: renderFrameContent(group) })),
    edges: graph.edges.map((edge) => ({ id: edge.id, svg: renderEdgeContent(edge, nodes) })),
    nodes: graph.nodes.map((node) => ({ id: node.id, svg: renderCard(node) })),
    pills: graph.edges.flatMap((edge) =>
      edge.labelBox ? [{ id: edge.id, svg: renderPillContent(edge, edge.labelBox, nodes) }] : [],
    ),
    marks: graph.nodes.map((node) => ({ id: node.id, svg: renderMarks(node, marks) })).filter(({ svg }) => svg !== ""),
  };
}
