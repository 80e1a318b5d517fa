import type { Tree } from "../../constructs/tree.ts";
import type { LaidOutGraph } from "../../diagram/graph.ts";
import type { TurnOptions } from "./evaluation-slots.ts";
import { ThreadPool } from "./thread-pool.ts";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** A layout may take seconds, and the layout engine has one thread anyway. */
const pool = new ThreadPool(1);

/** A tree as a graph with places, made in a thread. Throws as `ThreadPool.run`. */
export function layOutTree(
  project: string,
  tree: Tree,
  { groupByTag = false, ...options }: TurnOptions & { readonly groupByTag?: boolean } = {},
): Promise<LaidOutGraph> {
  // Manifests are large and nothing of them is drawn.
  const drawn: Tree = { ...tree, manifests: [] };
  return pool.run(project, { kind: "layout", tree: drawn, groupByTag }, options) as Promise<LaidOutGraph>;
}

/** A graph with places as an SVG that needs nothing else. */
export function svgOfGraph(
  project: string,
  graph: LaidOutGraph,
  theme: Theme,
  options: TurnOptions = {},
): Promise<string> {
  return pool.run(project, { kind: "svg", graph, theme }, options) as Promise<string>;
}
