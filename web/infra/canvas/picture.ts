import { type Box, type LaidOutGraph, type LaidOutNode, type Part, renderParts } from "../../../diagram/browser.ts";
import { renderMarks, type Status } from "../../../diagram/svg/marks.ts";
import { renderBox, renderName, SIGNAL_SCALE } from "./boxes.ts";
import { widened } from "./camera.ts";
import type { Piece } from "./layer.ts";
import { boxesOfEdge, boxOfEdge } from "./related.ts";
import { pieceOfToggle, togglesOf } from "./toggles.ts";
import type { Mark, NodeProblems, NodeStatus } from "./types.ts";

/** The picture of a graph in the layers it is shown in, those below first. */
export interface Picture {
  readonly frames: readonly Piece[];
  readonly toggles: readonly Piece[];
  readonly edges: readonly Piece[];
  readonly cards: readonly Piece[];
  readonly boxes: readonly Piece[];
  readonly pills: readonly Piece[];
  /** Titles of frames, to be read from afar. */
  readonly names: readonly Piece[];
}

/** Lines have a width, and heads stick out. */
const EDGE_MARGIN = 12;
/** Marks stand across the border of their card. */
const MARK_MARGIN = 12;

export function pictureOf(graph: LaidOutGraph): Picture {
  const parts = renderParts(graph);
  const edges = new Map(graph.edges.map((edge) => [edge.id, widened(boxOfEdge(edge), EDGE_MARGIN)]));
  const pieces = new Map(
    graph.edges.map((edge) => [edge.id, boxesOfEdge(edge).map((box) => widened(box, EDGE_MARGIN))]),
  );
  const labels = new Map(graph.edges.map(({ id, labelBox }) => [id, labelBox]));
  return {
    frames: moved(parts.frames, graph.groups),
    toggles: togglesOf(graph).map(pieceOfToggle),
    edges: parts.edges.map(({ id, svg }) => {
      return { id, svg, box: edges.get(id) as Box, boxes: pieces.get(id) as Box[], isMoved: false };
    }),
    cards: moved(parts.nodes, graph.nodes),
    boxes: graph.nodes.map((node) => ({ id: node.id, svg: renderBox(node), box: node, isMoved: true })),
    pills: parts.pills.map(({ id, svg }) => ({ id, svg, box: labels.get(id) as Box, isMoved: false })),
    names: graph.groups.map((group) => ({ id: group.id, svg: renderName(group), box: group, isMoved: true })),
  };
}

function moved(parts: readonly Part[], placed: readonly (Box & { readonly id: string })[]): Piece[] {
  const boxes = new Map(placed.map((one) => [one.id, one]));
  return parts.map(({ id, svg }) => ({ id, svg, box: boxes.get(id) as Box, isMoved: true }));
}

export interface Signals {
  readonly marks: ReadonlyMap<string, Mark>;
  readonly problems: ReadonlyMap<string, NodeProblems>;
  readonly status: ReadonlyMap<string, NodeStatus>;
}

/**
 * What is said about nodes, apart from their cards, so that a status that changes draws no card anew. From afar it is
 * drawn larger.
 */
export function signalPieces(graph: LaidOutGraph, signals: Signals, isFar: boolean): Piece[] {
  const scale = isFar ? SIGNAL_SCALE : 1;
  return graph.nodes.flatMap((node): Piece[] => {
    const { id, x, y, width, height } = node;
    const svg = renderSignals({ ...node, width: width / scale, height: height / scale }, signals);
    if (svg === "") return [];
    // Its corner is that of the card, from which marks are counted; it reaches as far as they do.
    const box = { x, y, width: width + MARK_MARGIN, height: height + MARK_MARGIN };
    return [{ id, svg: isFar ? `<g transform="scale(${scale})">${svg}</g>` : svg, box, isMoved: true }];
  });
}

function renderSignals(node: LaidOutNode, { marks, problems, status }: Signals): string {
  const change = marks.get(node.id) ?? (node.ghost ? "removed" : undefined);
  const [problem, live] = [problems.get(node.id), status.get(node.id)];
  const said = renderMarks(node, {
    ...(change && { marks: new Map([[node.id, { change }]]) }),
    ...(problem && { problems: new Map([[node.id, { count: problem.count, worst: problem.severity }]]) }),
  });
  if (!live) return said;
  const shown = renderMarks(node, { statuses: new Map([[node.id, statusOf(live)]]) });
  return live.state === "starting" ? `${said}<g class="canvas-running">${shown}</g>` : said + shown;
}

const STATES: readonly string[] = [
  "starting",
  "ready",
  "done",
  "stopped",
  "failing",
  "unknown",
] satisfies Status["state"][];

function statusOf({ state, ready, desired, text }: NodeStatus): Status {
  const known = STATES.includes(state) ? (state as Status["state"]) : "unknown";
  return { state: known, ready, desired, ...(text !== undefined && { detail: text }) };
}
