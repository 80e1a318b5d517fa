import type { LaidOutGroup, LaidOutNode } from "../../../diagram/browser.ts";
import { icon } from "../../../diagram/svg/icons.ts";
import { element, text } from "../../../diagram/svg/xml.ts";
import { ellipsise, type Font, textWidth } from "../../../diagram/text-width.ts";

/** Sizes of titles, in px of the diagram: the largest that fits. The style sheet knows them. */
const SIZES = [28, 22, 18] as const;
const TILE = 48;
const PADDING = 12;
/** Of a line to the next, as a share of its size. */
const LINE = 1.15;
/** The height from which a card has room for a title in two lines. */
const TWO_LINES = 60;
/** Of a frame's title, below its border: as high as it goes, since the ring around a selected card reaches up to it. */
const NAME_MIDDLE = 20;
/** How much larger marks and statuses are drawn from afar. */
export const SIGNAL_SCALE = 1.8;

/** A card as it is drawn where its text would be too small to read: a box with its icon and a large title. */
export function renderBox({ kind, icon: glyph, title, width, height, ghost }: LaidOutNode): string {
  const middle = height / 2;
  const left = 2 * PADDING + TILE;
  const look = ghost ? " e-ghost" : "";
  return [
    element("rect", { class: `e-card${look}`, width, height, rx: 12 }),
    element("rect", { class: `e-tile-${kind}`, x: PADDING, y: middle - TILE / 2, width: TILE, height: TILE, rx: 12 }),
    icon(glyph, PADDING + 10, middle - TILE / 2 + 10, TILE - 20, `e-icon-${kind}`),
    largeText(title, `e-title${look}`, left, middle, width - left - PADDING, height >= TWO_LINES ? 2 : 1),
  ].join("");
}

/** The title of a frame, to be read from afar. */
export function renderName({ title, width }: LaidOutGroup): string {
  const left = 20;
  return largeText(title, "e-title", left, NAME_MIDDLE, width - 2 * left, 1);
}

function largeText(
  content: string,
  className: string,
  left: number,
  middle: number,
  room: number,
  most: 1 | 2,
): string {
  const { size, lines } = fitted(content, room, most);
  const first = middle + size * 0.35 - ((lines.length - 1) * size * LINE) / 2;
  return lines
    .map((line, index) => text(`e-large e-large-${size} ${className}`, left, first + index * size * LINE, line))
    .join("");
}

/** In one line or two, as large as fits; shortened when not even the smallest does. */
function fitted(
  content: string,
  room: number,
  most: 1 | 2,
): { readonly size: number; readonly lines: readonly string[] } {
  for (const size of SIZES) {
    if (textWidth(content, font(size)) <= room) return { size, lines: [content] };
    const halves = most === 2 && size < SIZES[0] ? halved(content, font(size)) : undefined;
    if (halves && halves.width <= room) return { size, lines: halves.lines };
  }
  const size = SIZES[2];
  return { size, lines: [ellipsise(content, font(size), room, 0.3)] };
}

/** In two lines of about the same width, the first of which ends as a word does. */
function halved(content: string, of: Font): { readonly width: number; readonly lines: readonly string[] } | undefined {
  const ways = [...content.matchAll(/[-_./ ]+(?=.)/g)].map(({ index, 0: end }) => {
    const lines = [content.slice(0, index + end.length).trimEnd(), content.slice(index + end.length)];
    return { width: Math.max(...lines.map((line) => textWidth(line, of))), lines };
  });
  return ways.sort((one, other) => one.width - other.width)[0];
}

function font(size: number): Font {
  return { size, family: "sans", bold: true };
}
