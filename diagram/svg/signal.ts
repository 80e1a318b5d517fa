import type { LaidOutNode } from "../graph.ts";
import { type Font, textWidth } from "../text-width.ts";
import { type GlyphName, icon } from "./icons.ts";
import { element, text, title } from "./xml.ts";

/** What a colour means; text and icon always say it too. */
export type SignalName = "good" | "busy" | "warning" | "bad" | "quiet";

export interface Signal {
  readonly signal: SignalName;
  readonly glyph: GlyphName;
  readonly text: string;
  /** In full, for `<title>`. */
  readonly meaning: string;
}

/** On the border of a card, where neither edges arrive nor anything else stands. */
export type Corner = "top left" | "top right" | "bottom right";

const FONT: Font = { size: 11, family: "sans", bold: true };
const CHIP = { height: 18, glyph: 12, padding: 7, gap: 4, fromCorner: 12 } as const;

/** A chip with icon and text; its 0/0 is the upper left corner of the card. */
export function renderSignal(node: Pick<LaidOutNode, "width" | "height">, signal: Signal, corner: Corner): string {
  const width = Math.ceil(textWidth(signal.text, FONT)) + CHIP.glyph + CHIP.gap + 2 * CHIP.padding;
  const x = corner.endsWith("left") ? CHIP.fromCorner : node.width - CHIP.fromCorner - width;
  const y = (corner.startsWith("top") ? 0 : node.height) - CHIP.height / 2;
  return [
    title(signal.meaning),
    element("rect", {
      class: `e-signal e-signal-${signal.signal}`,
      x,
      y,
      width,
      height: CHIP.height,
      rx: CHIP.height / 2,
    }),
    icon(signal.glyph, x + CHIP.padding, y + 3, CHIP.glyph, `e-signal-icon e-signal-icon-${signal.signal}`),
    text(`e-signal-text e-signal-text-${signal.signal}`, x + CHIP.padding + CHIP.glyph + CHIP.gap, y + 13, signal.text),
  ].join("");
}
