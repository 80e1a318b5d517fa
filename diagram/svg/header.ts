import type { LaidOutGraph } from "../graph.ts";
import { ellipsise, type Font } from "../text-width.ts";
import { element, text, title } from "./xml.ts";

const PROJECT: Font = { size: 22, family: "sans", bold: true };
const SUMMARY: Font = { size: 12, family: "sans" };

/** Name of the project, and a line that says what is in it. */
export function renderHeader(graph: LaidOutGraph, width: number): { readonly svg: string; readonly height: number } {
  const about = [graph.description, graph.summary].filter(Boolean).join(" — ");
  return {
    svg: element(
      "g",
      {},
      title(`${graph.project} in zone ${graph.zone}: ${about}`),
      text("e-project", 0, 22, ellipsise(graph.project, PROJECT, width)),
      text("e-summary e-muted", 0, 45, ellipsise(about, SUMMARY, width)),
    ),
    height: 66,
  };
}
