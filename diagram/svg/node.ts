import { CARD, FONT, namesWidth, shownLines, tagChips } from "../card.ts";
import type { GraphLine, GraphNode, LaidOutNode } from "../graph.ts";
import { isOutside } from "../graph-rules.ts";
import { ellipsise } from "../text-width.ts";
import { icon } from "./icons.ts";
import { element, text, title } from "./xml.ts";

const FRAME_GAP = 8;

/** The card of a node. */
export function renderNode(node: LaidOutNode): string {
  const { x, y } = node;
  return element(
    "g",
    { class: `e-node e-node-${node.kind}`, transform: `translate(${x} ${y})`, "data-path": node.id },
    renderCard(node),
  );
}

/** What is on a card, with its upper left corner at 0/0. Its `<title>` tells everything in full. */
export function renderCard(node: LaidOutNode): string {
  const { width, height } = node;
  return [
    title(wholeText(node)),
    node.kind === "peer" && node.icon === "project" ? renderProjectFrame(node) : "",
    node.ghost ? "" : element("rect", { class: "e-shadow", x: 0, y: 2, width, height, rx: 12 }),
    element("rect", { class: node.ghost ? "e-card e-ghost" : "e-card", width, height, rx: 12 }),
    renderHead(node),
    ...shownLines(node).map((line, index) => renderLine(node, line, index)),
    ...renderTags(node),
  ].join("");
}

/** Another project is a frame of its own, beside ours. */
function renderProjectFrame({ width, height }: LaidOutNode): string {
  const [x, y] = [-FRAME_GAP, -FRAME_GAP];
  return element("rect", {
    class: "e-peer-frame",
    x,
    y,
    width: width + 2 * FRAME_GAP,
    height: height + 2 * FRAME_GAP,
    rx: 18,
  });
}

function renderHead(node: LaidOutNode): string {
  const { kind, kindName, icon: name, title: heading, width } = node;
  const { padding, icon: tile, iconGap } = CARD;
  const left = padding + tile + iconGap;
  const room = width - left - padding;
  return [
    element("rect", { class: `e-tile-${kind}`, x: padding, y: padding, width: tile, height: tile, rx: 9 }),
    icon(name, padding + 8, padding + 8, 20, `e-icon-${kind}`),
    text(
      node.ghost ? "e-title e-ghost" : "e-title",
      left,
      padding + 15,
      ellipsise(heading, FONT.title, room, isOutside(node) ? 0.6 : 0.3),
    ),
    text("e-kind e-muted", left, padding + 31, ellipsise(kindName, FONT.kind, room)),
  ].join("");
}

function renderLine(node: LaidOutNode, line: GraphLine, index: number): string {
  const { padding, icon: tile, headToLines, lineHeight, lock, nameGap } = CARD;
  const base = padding + tile + headToLines + index * lineHeight + 13;
  const names = namesWidth(node);
  const left = padding + names + (line.secret ? lock : 0);
  const value = ellipsise(line.value, FONT.value, node.width - left - padding, 0.6);
  return [
    text("e-name e-muted", padding, base, ellipsise(line.name, FONT.name, names - nameGap)),
    line.secret ? icon("lock", padding + names - 1, base - 10, 12, "e-glyph") : "",
    text("e-value", left, base, value),
  ].join("");
}

function renderTags({ tags, width, height }: LaidOutNode): string[] {
  const top = height - CARD.padding - CARD.tagHeight;
  return tagChips(tags, width).map((chip) =>
    [
      element("rect", { class: "e-chip", x: chip.x, y: top, width: chip.width, height: CARD.tagHeight, rx: 10 }),
      text("e-tag e-muted", chip.x + chip.width / 2, top + 14, chip.text, { "text-anchor": "middle" }),
    ].join(""),
  );
}

/** `web: container, image nginx:1, tags front` */
export function wholeText(node: GraphNode): string {
  const facts = node.lines.map((line) => `${line.name} ${line.value}`);
  const tags = node.tags.length > 0 ? [`tags ${node.tags.join(" ")}`] : [];
  const removed = node.ghost ? ["removed"] : [];
  return `${node.title}: ${[node.kindName, ...removed, ...facts, ...tags].join(", ")}`;
}
