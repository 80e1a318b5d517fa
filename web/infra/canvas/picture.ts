import type { LaidOutGraph, LaidOutGroup, LaidOutNode } from "../../../diagram/browser.ts";
import { renderEdgeContent, renderPillContent } from "../../../diagram/svg/edge.ts";
import { renderFrameContent } from "../../../diagram/svg/frame.ts";
import { renderMarks, type Status } from "../../../diagram/svg/marks.ts";
import { renderCard } from "../../../diagram/svg/node.ts";
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
/**
 * From afar titles are large, and what stands across the upper border of a card would cover that of its frame, or, of a
 * card that is not tall, its own: it is moved down or up, in px before it is drawn larger.
 */
const FAR_SHIFT = { tall: 8, low: -6 } as const;
const TALL = 100;

/**
 * The pieces of `renderParts`, each rendered when it is first shown: of a large diagram most of them never are, and with
 * each key that is typed there is a new graph.
 */
export function pictureOf(graph: LaidOutGraph): Picture {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return {
    frames: graph.groups.map((group) => placed(group, () => renderFrameContent(group))),
    toggles: togglesOf(graph).map(pieceOfToggle),
    edges: graph.edges.map((edge) => {
      const box = widened(boxOfEdge(edge), EDGE_MARGIN);
      const boxes = boxesOfEdge(edge).map((one) => widened(one, EDGE_MARGIN));
      return lazy({ id: edge.id, box, boxes, isMoved: false }, () => renderEdgeContent(edge, nodes));
    }),
    cards: graph.nodes.map((node) => placed(node, () => renderCard(node))),
    boxes: graph.nodes.map((node) => placed(node, () => renderBox(node))),
    pills: graph.edges.flatMap((edge) => {
      const box = edge.labelBox;
      return box ? [lazy({ id: edge.id, box, isMoved: false }, () => renderPillContent(edge, box, nodes))] : [];
    }),
    names: graph.groups.map((group) => placed(group, () => renderName(group))),
  };
}

/** With its 0/0 at the corner of what it shows. */
function placed(box: LaidOutNode | LaidOutGroup, render: () => string): Piece {
  return lazy({ id: box.id, box, isMoved: true }, render);
}

function lazy(where: Omit<Piece, "svg">, render: () => string): Piece {
  let svg: string | undefined;
  return {
    ...where,
    get svg() {
      svg ??= render();
      return svg;
    },
  };
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
    const down = isFar ? FAR_SHIFT[height >= TALL ? "tall" : "low"] : 0;
    const svg = renderSignals({ ...node, width: width / scale, height: height / scale }, signals, down);
    if (svg === "") return [];
    // Its corner is that of the card, from which marks are counted; it reaches as far as they do.
    const box = { x, y, width: width + MARK_MARGIN, height: height + MARK_MARGIN };
    return [{ id, svg: isFar ? `<g transform="scale(${scale})">${svg}</g>` : svg, box, isMoved: true }];
  });
}

/** `down`: so far is what stands across the upper border of the card moved. */
function renderSignals(node: LaidOutNode, { marks, problems, status }: Signals, down: number): string {
  const change = marks.get(node.id) ?? (node.ghost ? "removed" : undefined);
  const [problem, live] = [problems.get(node.id), status.get(node.id)];
  const above = renderMarks(node, {
    ...(change && { marks: new Map([[node.id, { change }]]) }),
    ...(problem && { problems: new Map([[node.id, { count: problem.count, worst: problem.severity }]]) }),
  });
  const said = above && down !== 0 ? `<g transform="translate(0 ${down})">${above}</g>` : above;
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
