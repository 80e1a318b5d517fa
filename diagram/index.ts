import type { Tree } from "../constructs/tree.ts";
import type { LaidOutGraph } from "./graph.ts";
import { type GraphOptions, graphOfTree } from "./graph-of-tree.ts";
import { type LayoutOptions, layOut } from "./layout.ts";

/** The room's way, tree → graph → layout; `renderSvg` draws the result. */
export async function drawTree(tree: Tree, options: GraphOptions & LayoutOptions = {}): Promise<LaidOutGraph> {
  return layOut(graphOfTree(tree, options), options);
}

export type * from "./graph.ts";
export { type GraphOptions, graphOfTree } from "./graph-of-tree.ts";
export { type LayoutOptions, layOut } from "./layout.ts";
export { renderSvg, type SvgOptions } from "./svg.ts";
