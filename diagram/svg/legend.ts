import type { ReferenceKind } from "../../constructs/tree.ts";
import type { LaidOutGraph } from "../graph.ts";
import { EDGE_RULES } from "../graph-rules.ts";
import { textWidth } from "../text-width.ts";
import { renderLine } from "./edge.ts";
import { element, text } from "./xml.ts";

const SAMPLE = 34;
const GAP = 28;
const ROW = 24;

/** The kinds of edges that occur, each with a sample line, in rows of at most `width`. */
export function renderLegend(graph: LaidOutGraph, width: number): { readonly svg: string; readonly height: number } {
  const occurring = new Set(graph.edges.map((edge) => edge.kind));
  const kinds = (Object.keys(EDGE_RULES) as ReferenceKind[]).filter((kind) => occurring.has(kind));
  let [x, y] = [0, 0];
  const entries = kinds.map((kind) => {
    const { meaning } = EDGE_RULES[kind];
    const entryWidth = SAMPLE + 10 + Math.ceil(textWidth(meaning, { size: 12, family: "sans" }));
    if (x > 0 && x + entryWidth > width) [x, y] = [0, y + ROW];
    const entry = element(
      "g",
      { transform: `translate(${x} ${y})` },
      renderLine(kind, [
        { x: 0, y: 8 },
        { x: SAMPLE, y: 8 },
      ]),
      text("e-legend e-muted", SAMPLE + 10, 12, meaning),
    );
    x += entryWidth + GAP;
    return entry;
  });
  return { svg: entries.join(""), height: kinds.length === 0 ? 0 : y + ROW };
}
