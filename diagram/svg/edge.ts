import type { ReferenceKind } from "../../constructs/tree.ts";
import { edgePill } from "../card.ts";
import type { Box, LaidOutEdge, LaidOutNode, Point } from "../graph.ts";
import { EDGE_RULES } from "../graph-rules.ts";
import { element, text, title } from "./xml.ts";

const CORNER = 10;

/** Arrowheads point to the right and have their tip at 0/0; the line ends `inset` before it. */
const HEADS: Readonly<
  Record<ReferenceKind, { readonly path: string; readonly inset: number; readonly open: boolean }>
> = {
  expose: { path: "M0 0L-10 -5V5Z", inset: 8, open: false },
  request: { path: "M0 0L-9 -4.5L-6.5 0L-9 4.5Z", inset: 6, open: false },
  mount: { path: "M0 0a3.5 3.5 0 1 0-7 0a3.5 3.5 0 1 0 7 0Z", inset: 6, open: false },
  wait: { path: "M0 -5V5M-8 -4.5L-2.5 0L-8 4.5", inset: 4, open: true },
  allow: { path: "M-1 0L-9 -4.5V4.5Z", inset: 9, open: true },
  reference: { path: "M-7 -4.5L-1 0L-7 4.5", inset: 2, open: true },
};

/** An edge; drawn below the cards. Its pill is drawn by `renderPill`, above all lines. */
export function renderEdge(edge: LaidOutEdge, nodes: ReadonlyMap<string, LaidOutNode>): string {
  return element("g", { class: "e-edge", "data-from": edge.from, "data-to": edge.to }, renderEdgeContent(edge, nodes));
}

export function renderEdgeContent(edge: LaidOutEdge, nodes: ReadonlyMap<string, LaidOutNode>): string {
  return title(edgeSentence(edge, nodes)) + renderLine(edge.kind, edge.points, edge.ghost);
}

/** A line with its arrowhead; the legend shows the same. */
export function renderLine(kind: ReferenceKind, points: readonly Point[], isGhost = false): string {
  const look = isGhost ? `e-${kind} e-ghost` : `e-${kind}`;
  const { path, inset, open } = HEADS[kind];
  const end = points.at(-1) as Point;
  const before = points.at(-2) as Point;
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const cut = Math.min(1, inset / length);
  const lineEnd = { x: end.x - (end.x - before.x) * cut, y: end.y - (end.y - before.y) * cut };
  return [
    element("path", { class: `e-line ${look}`, d: rounded([...points.slice(0, -1), lineEnd]) }),
    element("path", {
      class: open ? `e-line e-open ${look}` : `e-head ${look}`,
      d: path,
      transform: `translate(${end.x} ${end.y})${angle === 0 ? "" : ` rotate(${number(angle)})`}`,
    }),
  ].join("");
}

/** Nothing when the edge has no label. */
export function renderPill(edge: LaidOutEdge, nodes: ReadonlyMap<string, LaidOutNode>): string {
  return edge.labelBox ? element("g", {}, renderPillContent(edge, edge.labelBox, nodes)) : "";
}

export function renderPillContent(edge: LaidOutEdge, box: Box, nodes: ReadonlyMap<string, LaidOutNode>): string {
  return [
    title(edgeSentence(edge, nodes)),
    element("rect", { class: "e-pill", x: box.x, y: box.y, width: box.width, height: box.height, rx: box.height / 2 }),
    text("e-pill-text", box.x + box.width / 2, box.y + 12.5, edgePill(edge.label).text, { "text-anchor": "middle" }),
  ].join("");
}

/** `backend calls database: DB_HOST, DB_PORT` */
export function edgeSentence(edge: Omit<LaidOutEdge, "points">, nodes: ReadonlyMap<string, LaidOutNode>): string {
  const labels = edge.labels.length > 0 ? `: ${edge.labels.join(", ")}` : "";
  const [from, to] = [nodes.get(edge.from)?.title, nodes.get(edge.to)?.title];
  return `${from} ${EDGE_RULES[edge.kind].verb} ${to}${labels}${edge.ghost ? " (removed)" : ""}`;
}

/** The way through the points with round corners. */
function rounded(points: readonly Point[]): string {
  const [start, ...rest] = points as [Point, ...Point[]];
  const steps = rest.map((point, index) => {
    const next = rest[index + 1];
    if (!next) return `L${number(point.x)} ${number(point.y)}`;
    const before = towards(point, points[index] as Point);
    const after = towards(point, next);
    return `L${number(before.x)} ${number(before.y)}Q${number(point.x)} ${number(point.y)} ${number(after.x)} ${number(after.y)}`;
  });
  return `M${number(start.x)} ${number(start.y)}${steps.join("")}`;
}

/** Where a corner begins: at most half way to the neighbour. */
function towards(corner: Point, other: Point): Point {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y) || 1;
  const share = Math.min(CORNER, length / 2) / length;
  return { x: corner.x + (other.x - corner.x) * share, y: corner.y + (other.y - corner.y) * share };
}

/** Two decimals: enough to see, and the same bytes on every machine. */
function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}
