import type { GraphNode, NodeKind } from "./graph.ts";
import { isOutside } from "./graph-rules.ts";
import { ellipsise, type Font, textWidth } from "./text-width.ts";

/**
 * The measures of a card, in px, shared by the layout, which needs its size, and the SVG, which draws it:
 *
 *     ┌────────────────────────────┐
 *     │ ┌────┐  title              │
 *     │ │icon│  kind               │
 *     │ └────┘                     │
 *     │ name   value               │
 *     │ (tag) (tag) +2             │
 *     └────────────────────────────┘
 */
export const CARD = {
  padding: 14,
  icon: 36,
  iconGap: 12,
  headToLines: 12,
  lineHeight: 18,
  lock: 14,
  nameGap: 12,
  linesToTags: 8,
  tagHeight: 20,
  tagPadding: 8,
  tagGap: 6,
  mostLines: 6,
} as const;

export const FONT = {
  title: { size: 14, family: "sans", bold: true },
  kind: { size: 11.5, family: "sans" },
  name: { size: 11.5, family: "sans" },
  value: { size: 11, family: "mono" },
  tag: { size: 11, family: "sans" },
  edgeLabel: { size: 10.5, family: "mono" },
} as const satisfies Record<string, Font>;

/** Narrowest and widest card of a kind. */
const WIDTHS: Readonly<Record<NodeKind, readonly [least: number, most: number]>> = {
  container: [216, 304],
  volume: [184, 256],
  group: [184, 256],
  address: [200, 408],
  peer: [200, 408],
  object: [184, 256],
  collapsed: [200, 304],
};

/** Names of facts get at most this much of a card. */
const LONGEST_NAME = 96;

export interface CardSize {
  readonly width: number;
  readonly height: number;
}

/** Sizes by node id. Cards of a kind, and all that are outside, share a width, so that columns are straight. */
export function cardSizes(nodes: readonly GraphNode[]): Map<string, CardSize> {
  const widths = new Map<string, number>();
  for (const node of nodes) widths.set(column(node), Math.max(widths.get(column(node)) ?? 0, cardWidth(node)));
  return new Map(
    nodes.map((node) => [node.id, { width: widths.get(column(node)) as number, height: cardHeight(node) }]),
  );
}

/** As large as a card has to be, whatever the others of its kind are. */
export function cardSize(node: GraphNode): CardSize {
  return { width: cardWidth(node), height: cardHeight(node) };
}

function column(node: GraphNode): string {
  return isOutside(node) ? "outside" : node.kind;
}

function cardWidth(node: GraphNode): number {
  const head =
    CARD.icon + CARD.iconGap + Math.max(textWidth(node.title, FONT.title), textWidth(node.kindName, FONT.kind));
  const nameWidth = namesWidth(node);
  const lines = shownLines(node).map(
    (line) => nameWidth + (line.secret ? CARD.lock : 0) + textWidth(line.value, FONT.value),
  );
  const [least, most] = WIDTHS[node.kind];
  const wanted = Math.max(head, ...lines) + 2 * CARD.padding;
  return Math.min(most, Math.max(least, Math.ceil(wanted / 8) * 8));
}

function cardHeight(node: GraphNode): number {
  const lines = shownLines(node).length;
  return (
    2 * CARD.padding +
    CARD.icon +
    (lines === 0 ? 0 : CARD.headToLines + lines * CARD.lineHeight) +
    (node.tags.length === 0 ? 0 : CARD.linesToTags + CARD.tagHeight)
  );
}

const NAMED_OF_THE_REST = 3;

/** The lines that find room; of the rest the last line gives some names, and the card's `<title>` everything. */
export function shownLines(node: GraphNode): GraphNode["lines"] {
  const particular = node.lines.filter((line) => !line.usual);
  if (particular.length <= CARD.mostLines) return particular;
  const rest = particular.slice(CARD.mostLines - 1).map(({ name }) => name);
  const left = rest.length - NAMED_OF_THE_REST;
  const names = rest.slice(0, NAMED_OF_THE_REST).join(", ");
  const also = { name: "also", value: left > 0 ? `${names} +${left}` : names, secret: false, usual: false };
  return [...particular.slice(0, CARD.mostLines - 1), also];
}

/** Width of the column of names, with the gap to the values. */
export function namesWidth(node: GraphNode): number {
  const widths = shownLines(node).map((line) => textWidth(line.name, FONT.name));
  return Math.min(LONGEST_NAME, Math.ceil(Math.max(0, ...widths))) + CARD.nameGap;
}

export interface TagChip {
  readonly text: string;
  /** From the left edge of the card. */
  readonly x: number;
  readonly width: number;
}

/** As many tags as fit in one row, then `+n` for the others. */
export function tagChips(tags: readonly string[], cardWidth: number): TagChip[] {
  const room = cardWidth - 2 * CARD.padding;
  const chips: TagChip[] = [];
  let x = 0;
  for (const [index, tag] of tags.entries()) {
    const left = tags.length - index - 1;
    const reserve = left === 0 ? 0 : CARD.tagGap + chipWidth(`+${left}`);
    const text = ellipsise(tag, FONT.tag, Math.min(120, room - reserve - 2 * CARD.tagPadding));
    if (index > 0 && x + chipWidth(text) + reserve > room) {
      chips.push({ text: `+${left + 1}`, x: CARD.padding + x, width: chipWidth(`+${left + 1}`) });
      return chips;
    }
    chips.push({ text, x: CARD.padding + x, width: chipWidth(text) });
    x += chipWidth(text) + CARD.tagGap;
  }
  return chips;
}

function chipWidth(text: string): number {
  return Math.ceil(textWidth(text, FONT.tag)) + 2 * CARD.tagPadding;
}

/** An edge label: the text that fits, and the size of the pill around it. */
export function edgePill(label: string): CardSize & { readonly text: string } {
  const text = ellipsise(label, FONT.edgeLabel, 136, 0.4);
  return { text, width: Math.ceil(textWidth(text, FONT.edgeLabel)) + 12, height: 18 };
}
