import type { LaidOutGroup, LaidOutNode } from "../../../diagram/browser.ts";
import { icon } from "../../../diagram/svg/icons.ts";
import { element, text } from "../../../diagram/svg/xml.ts";
import { ellipsise, type Font, textWidth } from "../../../diagram/text-width.ts";

/** Sizes of titles, in px of the diagram: the largest that fits. The style sheet knows them. */
const SIZES = [28, 22, 18] as const;
const TILE = 48;
const PADDING = 12;
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
    largeText(title, `e-title${look}`, left, middle, width - left - PADDING),
  ].join("");
}

/** The title of a frame, to be read from afar. */
export function renderName({ title, width }: LaidOutGroup): string {
  const left = 20;
  return largeText(title, "e-title", left, 26, width - 2 * left);
}

function largeText(content: string, className: string, left: number, middle: number, room: number): string {
  const size = SIZES.find((one) => textWidth(content, font(one)) <= room) ?? SIZES[2];
  const shown = ellipsise(content, font(size), room, 0.3);
  return text(`e-large e-large-${size} ${className}`, left, middle + size * 0.35, shown);
}

function font(size: number): Font {
  return { size, family: "sans", bold: true };
}
