import type { LaidOutGroup } from "../graph.ts";
import { ellipsise, type Font, textWidth } from "../text-width.ts";
import { icon } from "./icons.ts";
import { element, text, title } from "./xml.ts";

const LOOKS = {
  outside: { className: "e-outside", glyph: "address", radius: 18, x: 28, y: 26 },
  zone: { className: "e-zone-frame", glyph: "zone", radius: 22, x: 22, y: 18 },
  project: { className: "e-frame", glyph: "project", radius: 18, x: 28, y: 26 },
  tag: { className: "e-tag-frame", glyph: "tag", radius: 14, x: 20, y: 16 },
} as const;

const TITLE: Font = { size: 13, family: "sans", bold: true };
const NOTE: Font = { size: 12, family: "sans" };
const GLYPH_AND_GAP = 24;

/** The frame of a group, drawn below everything in it. */
export function renderFrame(group: LaidOutGroup): string {
  return element("g", { class: "e-group", transform: `translate(${group.x} ${group.y})` }, renderFrameContent(group));
}

/** What a frame is made of, with its upper left corner at 0/0. */
export function renderFrameContent(group: LaidOutGroup): string {
  const { className, glyph, radius, x, y } = LOOKS[group.kind];
  const room = group.width - 2 * x - GLYPH_AND_GAP;
  const heading = ellipsise(group.title, TITLE, room, 0.3);
  const used = Math.ceil(textWidth(heading, TITLE)) + 6;
  return [
    title([group.title, group.note].filter(Boolean).join(": ")),
    element("rect", { class: className, x: 0.5, y: 0.5, width: group.width - 1, height: group.height - 1, rx: radius }),
    icon(glyph, x, y - 1, 16, "e-glyph"),
    text("e-frame-title", x + GLYPH_AND_GAP, y + 12, heading),
    group.note
      ? text("e-note e-muted", x + GLYPH_AND_GAP + used, y + 12, ellipsise(group.note, NOTE, room - used, 0.3))
      : "",
  ].join("");
}
