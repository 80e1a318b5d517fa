import type { Tree } from "../../../constructs/tree.ts";
import {
  BrowserLayouts,
  graphOfTree,
  type LaidOutGraph,
  type LayoutWorker,
  renderParts,
  renderSvg,
} from "../../../diagram/browser.ts";

/** The types of browsers are not loaded outside of web/. */
declare const Worker: new (url: URL, options: { type: "module" }) => LayoutWorker;

const layouts = new BrowserLayouts(
  () => new Worker(new URL("../../../diagram/browser-worker.ts", import.meta.url), { type: "module" }),
);

/** A busy machine must not turn a picture into a grid. */
const PATIENT = { timeLimit: 60_000 };

/** What the test calls in the page. */
const room = {
  async draw(tree: Tree, groupByTag: boolean): Promise<string> {
    return renderSvg((await layouts.layOut(graphOfTree(tree, { groupByTag }), PATIENT)) as LaidOutGraph);
  },
  async parts(tree: Tree) {
    return renderParts((await layouts.layOut(graphOfTree(tree), PATIENT)) as LaidOutGraph);
  },
  /** Projects that were laid out; null for those that a later call superseded. */
  async atOnce(trees: readonly Tree[]): Promise<(string | null)[]> {
    const graphs = trees.map((tree) => graphOfTree(tree));
    const laidOut = await Promise.all(graphs.map((graph) => layouts.layOut(graph, PATIENT)));
    return laidOut.map((one) => one?.project ?? null);
  },
  async inTime(tree: Tree, timeLimit: number): Promise<readonly string[]> {
    const laidOut = await layouts.layOut(graphOfTree(tree), { timeLimit });
    return (laidOut?.warnings ?? []).map(({ code }) => code);
  },
};

export type Room = typeof room;
Object.assign(globalThis, { room });
