import type { Tree } from "../constructs/tree.ts";
import type { Graph, LaidOutGraph } from "./graph.ts";
import { type GraphOptions, graphOfTree } from "./graph-of-tree.ts";
import { type LayoutOptions, layOutWith } from "./layout.ts";
import { layoutThread } from "./layout-thread.ts";

/** The room's way, tree → graph → layout; `renderSvg` draws the result. */
export async function drawTree(tree: Tree, options: GraphOptions & LayoutOptions = {}): Promise<LaidOutGraph> {
  return layOut(graphOfTree(tree, options), options);
}

/** `layOutWith` a thread of this process, which stays warm. In a browser: `BrowserLayouts`. */
export async function layOut(graph: Graph, options: LayoutOptions = {}): Promise<LaidOutGraph> {
  return layOutWith((graphs, timeLimit) => layoutThread.run(graphs, timeLimit), graph, options);
}

export { collapseGroups, collapsibleGroups } from "./collapse.ts";
export { withGhosts } from "./ghosts.ts";
export type * from "./graph.ts";
export { type GraphOptions, graphOfTree } from "./graph-of-tree.ts";
export { type LayoutOptions, layOutWith } from "./layout.ts";
export { GRID, onPlacementGrid, type PlacedNode, type Placement, placementOf } from "./placement.ts";
export { renderSvg, type SvgOptions } from "./svg.ts";
