import type { Box, LaidOutEdge, LaidOutGraph, Point } from "../../../diagram/browser.ts";
import type { CanvasIntent } from "./types.ts";

/** What belongs to a node or an edge: shown while the rest fades. */
export interface Related {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** A node with its edges and neighbours; an edge with its two ends; nothing for a group or what is not there. */
export function relatedTo(graph: LaidOutGraph, id: string | undefined): Related | undefined {
  if (id === undefined) return undefined;
  const isNode = graph.nodes.some((node) => node.id === id);
  const edges = graph.edges.filter((edge) => edge.id === id || edge.from === id || edge.to === id);
  if (!isNode && edges.length === 0) return undefined;
  return {
    nodes: new Set([...(isNode ? [id] : []), ...edges.flatMap(({ from, to }) => [from, to])]),
    edges: new Set(edges.map((edge) => edge.id)),
  };
}

/** What an edge drawn from one card to another asks for: a volume is mounted, anything else is called. */
export function connectionOf(graph: LaidOutGraph, from: string, to: string): CanvasIntent | undefined {
  const [source, target] = [from, to].map((id) => graph.nodes.find((node) => node.id === id));
  if (!source || !target || source === target || source.ghost || target.ghost || source.kind !== "container") {
    return undefined;
  }
  if (target.kind === "volume") return { kind: "attach", container: from, volume: to };
  return CONNECTED.has(target.kind) ? { kind: "connect", from, to } : undefined;
}

const CONNECTED: ReadonlySet<string> = new Set(["container", "group"]);

export function mayConnect(graph: LaidOutGraph, from: string, to: string): boolean {
  return connectionOf(graph, from, to) !== undefined;
}

/** The box around a line. */
export function boxOfEdge({ points, labelBox }: LaidOutEdge): Box {
  const corners = labelBox
    ? [...points, labelBox, { x: labelBox.x + labelBox.width, y: labelBox.y + labelBox.height }]
    : points;
  return boxAround(corners);
}

/** The boxes around each of its straight pieces. */
export function boxesOfEdge({ points }: LaidOutEdge): Box[] {
  return points.slice(1).map((point, index) => boxAround([points[index] as Point, point]));
}

function boxAround(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
