import type { LaidOutGraph, LaidOutNode } from "./graph.ts";
import { edgeSentence, renderEdge, renderPill } from "./svg/edge.ts";
import { renderFrame } from "./svg/frame.ts";
import { renderHeader } from "./svg/header.ts";
import { renderLegend } from "./svg/legend.ts";
import { type Marks, renderMarks } from "./svg/marks.ts";
import { renderNode } from "./svg/node.ts";
import { plainStyleSheet, styleSheet, type ThemeName } from "./svg/style.ts";
import { element, safeId, xmlText } from "./svg/xml.ts";

export interface SvgOptions extends Marks {
  /** `auto` follows the reader's setting. Default: auto */
  readonly theme?: ThemeName;
}

const MARGIN = 32;
const LEGEND_GAP = 20;
/** Sentences about edges in the description; a longer one nobody listens to. */
const TOLD_EDGES = 40;

/** The diagram as an SVG that needs nothing else: no font, script or other file. The same graph gives the same bytes. */
export function renderSvg(graph: LaidOutGraph, { theme = "auto", ...marks }: SvgOptions = {}): string {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const marked = graph.nodes.map((node) => [node, renderMarks(node, marks)] as const).filter(([, svg]) => svg !== "");
  const isPlain = marked.length === 0 && ![...graph.nodes, ...graph.edges].some(({ ghost }) => ghost);
  const header = renderHeader(graph, graph.width);
  const legend = renderLegend(graph, graph.width);
  const top = MARGIN + header.height;
  const legendTop = top + graph.height + LEGEND_GAP;
  const width = graph.width + 2 * MARGIN;
  const height = legend.height === 0 ? top + graph.height + MARGIN : legendTop + legend.height + MARGIN - 8;
  const id = `espalier-${safeId(graph.project)}-${safeId(graph.zone)}`;
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "e-svg",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-labelledby": `${id}-title ${id}-desc`,
    },
    element("title", { id: `${id}-title` }, xmlText(`${graph.project} in zone ${graph.zone}`)),
    element("desc", { id: `${id}-desc` }, xmlText(descriptionOf(graph, nodes))),
    element("style", {}, isPlain ? plainStyleSheet(theme) : styleSheet(theme)),
    element("rect", { class: "e-canvas", width, height }),
    movedTo(MARGIN, MARGIN, header.svg),
    movedTo(
      MARGIN - graph.x,
      top - graph.y,
      ...graph.groups.map(renderFrame),
      ...graph.edges.map((edge) => renderEdge(edge, nodes)),
      ...graph.nodes.map(renderNode),
      ...graph.edges.map((edge) => renderPill(edge, nodes)),
      ...marked.map(([node, svg]) => movedTo(node.x, node.y, svg)),
    ),
    movedTo(MARGIN, legendTop, legend.svg),
  ).concat("\n");
}

function movedTo(x: number, y: number, ...children: readonly string[]): string {
  return element("g", { transform: `translate(${x} ${y})` }, ...children);
}

/** The diagram in sentences. */
function descriptionOf(graph: LaidOutGraph, nodes: ReadonlyMap<string, LaidOutNode>): string {
  const sentences = graph.edges.slice(0, TOLD_EDGES).map((edge) => edgeSentence(edge, nodes));
  const more = graph.edges.length - sentences.length;
  const rest = more > 0 ? [`and ${more} more references`] : [];
  return [graph.description, graph.summary, ...sentences, ...rest].filter(Boolean).join(". ").concat(".");
}
