import { type Box, collapsibleGroups, type LaidOutGraph } from "../../../diagram/browser.ts";
import { icon } from "../../../diagram/svg/icons.ts";
import { element } from "../../../diagram/svg/xml.ts";
import type { Piece } from "./layer.ts";

const SIZE = 24;
const INSET = 10;

/** A button that collapses a group's frame, or expands its card. */
export interface Toggle {
  /** Of the group. */
  readonly id: string;
  readonly box: Box;
  readonly isCollapsed: boolean;
}

export function togglesOf(graph: LaidOutGraph): readonly Toggle[] {
  const cards = graph.nodes.flatMap((card) => (card.collapses ? [{ card, id: card.collapses.id }] : []));
  const collapsed = new Set(cards.map(({ id }) => id));
  const open = new Set(collapsibleGroups(graph).map(({ id }) => id));
  return [
    ...graph.groups
      .filter(({ id }) => open.has(id) && !collapsed.has(id))
      .map((group) => ({ id: group.id, box: cornerOf(group), isCollapsed: false })),
    ...cards.map(({ card, id }) => ({ id, box: cornerOf(card), isCollapsed: true })),
  ];
}

function cornerOf({ x, y, width }: Box): Box {
  return { x: x + width - SIZE - INSET, y: y + INSET, width: SIZE, height: SIZE };
}

export function pieceOfToggle({ id, box, isCollapsed }: Toggle): Piece {
  return { id, box, isMoved: true, svg: isCollapsed ? PLUS : MINUS };
}

const square = element("rect", { class: "e-chip", width: SIZE, height: SIZE, rx: 7 });
const PLUS = square + icon("plus", 5, 5, 14, "e-glyph");
const MINUS = square + icon("minus", 5, 5, 14, "e-glyph");
