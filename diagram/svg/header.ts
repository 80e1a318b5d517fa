import type { LaidOutGraph } from "../graph.ts";
import { ellipsise, type Font, textWidth } from "../text-width.ts";
import { element, text, title } from "./xml.ts";

const PROJECT: Font = { size: 22, family: "sans", bold: true };
const ZONE: Font = { size: 12, family: "sans", bold: true };
const SUMMARY: Font = { size: 12, family: "sans" };

/** Name of the project, its zone as a chip, and a line that says what is in it. */
export function renderHeader(graph: LaidOutGraph, width: number): { readonly svg: string; readonly height: number } {
  const zone = ellipsise(`zone ${graph.zone}`, ZONE, width / 3);
  const chipWidth = Math.ceil(textWidth(zone, ZONE)) + 20;
  const project = ellipsise(graph.project, PROJECT, width - chipWidth - 16);
  const chipX = Math.ceil(textWidth(project, PROJECT)) + 4;
  const about = [graph.description, graph.summary].filter(Boolean).join(" — ");
  return {
    svg: element(
      "g",
      {},
      title(`${graph.project} in zone ${graph.zone}: ${about}`),
      text("e-project", 0, 22, project),
      element("rect", { class: "e-chip", x: chipX, y: 3, width: chipWidth, height: 24, rx: 12 }),
      text("e-zone e-muted", chipX + chipWidth / 2, 19, zone, { "text-anchor": "middle" }),
      text("e-summary e-muted", 0, 45, ellipsise(about, SUMMARY, width)),
    ),
    height: 66,
  };
}
