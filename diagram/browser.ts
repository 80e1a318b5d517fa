/**
 * The room for a browser: everything but who runs ELK, which is `browser-worker.ts`, started through `BrowserLayouts`.
 * Nothing in here needs Node, a DOM or ELK itself.
 */
export { BrowserLayouts, type LayoutWorker } from "./browser-layouts.ts";
export type * from "./browser-messages.ts";
export { collapsedCardOf, collapseGroups, collapsibleGroups } from "./collapse.ts";
export type { ElkRunner } from "./elk-runner.ts";
export { withGhosts } from "./ghosts.ts";
export type * from "./graph.ts";
export { type GraphOptions, graphOfTree } from "./graph-of-tree.ts";
export { EDGE_RULES, NODE_RULES } from "./graph-rules.ts";
export { type LayoutOptions, layOutWith } from "./layout.ts";
export { GRID, onPlacementGrid, type PlacedNode, type Placement, placementOf } from "./placement.ts";
export { edgeSentence } from "./svg/edge.ts";
export {
  type Mark,
  type Marks,
  type Problems,
  renderMark,
  renderProblems,
  renderStatus,
  type Status,
} from "./svg/marks.ts";
export { wholeText } from "./svg/node.ts";
export { type Part, type Parts, renderParts } from "./svg/parts.ts";
export { styleSheet, type ThemeName } from "./svg/style.ts";
export { DARK, LIGHT, type Theme } from "./svg/theme.ts";
export { renderSvg, type SvgOptions } from "./svg.ts";
