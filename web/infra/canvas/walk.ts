import type { Box, LaidOutGraph, LaidOutNode } from "../../../diagram/browser.ts";

export type Direction = "right" | "left" | "up" | "down";

/**
 * The node that an arrow key leads to from `id`: right along an edge, left against one, up and down to the next card of
 * the same column. Where the diagram has nothing of the kind, the nearest card that way; at its border undefined.
 */
export function nextNode(graph: LaidOutGraph, id: string, direction: Direction): string | undefined {
  const here = graph.nodes.find((node) => node.id === id);
  if (!here) return undefined;
  const linked = direction === "right" || direction === "left" ? linkedNodes(graph, id, direction) : [];
  if (linked.length > 0) return nearest(here, linked, direction)?.id;
  const there = graph.nodes.filter((node) => liesThere(here, node, direction));
  const column = there.filter((node) => sharesColumn(here, node));
  const isVertical = direction === "up" || direction === "down";
  return nearest(here, isVertical && column.length > 0 ? column : there, direction)?.id;
}

/** Cards at the other end of its edges. */
function linkedNodes(graph: LaidOutGraph, id: string, direction: "right" | "left"): LaidOutNode[] {
  const ids = new Set(
    direction === "right"
      ? graph.edges.filter(({ from }) => from === id).map(({ to }) => to)
      : graph.edges.filter(({ to }) => to === id).map(({ from }) => from),
  );
  return graph.nodes.filter((node) => ids.has(node.id));
}

function liesThere(here: Box, there: Box, direction: Direction): boolean {
  const [from, to] = [middle(here), middle(there)];
  if (direction === "up") return to.y < from.y - 1;
  if (direction === "down") return to.y > from.y + 1;
  return direction === "left" ? to.x < from.x - 1 : to.x > from.x + 1;
}

function sharesColumn(here: Box, there: Box): boolean {
  return here.x < there.x + there.width && there.x < here.x + here.width;
}

function nearest(here: LaidOutNode, pool: readonly LaidOutNode[], direction: Direction): LaidOutNode | undefined {
  const from = middle(here);
  const isVertical = direction === "up" || direction === "down";
  const distance = (node: LaidOutNode) => {
    const to = middle(node);
    const [dx, dy] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
    // What lies to the side counts double, so that the key goes where it points.
    return isVertical ? dy + 2 * dx : dx + 2 * dy;
  };
  let best: LaidOutNode | undefined;
  for (const node of pool) if (node.id !== here.id && (!best || distance(node) < distance(best))) best = node;
  return best;
}

/** The first or last card as one reads: from the top, then from the left. */
export function endNode(graph: LaidOutGraph, end: "first" | "last"): string | undefined {
  const read = graph.nodes.toSorted((one, other) => one.y - other.y || one.x - other.x);
  return read.at(end === "first" ? 0 : -1)?.id;
}

/** The card in the middle of what is seen: where the keyboard begins. */
export function nodeNear(graph: LaidOutGraph, at: { readonly x: number; readonly y: number }): string | undefined {
  let best: LaidOutNode | undefined;
  const distance = (node: LaidOutNode) => Math.hypot(middle(node).x - at.x, middle(node).y - at.y);
  for (const node of graph.nodes) if (!best || distance(node) < distance(best)) best = node;
  return best?.id;
}

export function middle({ x, y, width, height }: Box): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
