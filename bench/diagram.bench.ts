import type { Tree } from "../constructs/tree.ts";
import { drawTree, graphOfTree, layOut, placementOf, renderSvg } from "../diagram/index.ts";
import { layoutThread } from "../diagram/layout-thread.ts";
import { renderParts } from "../diagram/svg/parts.ts";
import { generatedTree } from "../test/diagram/trees.ts";
import type { BenchRow } from "./bench-row.ts";

/** The page wants 500 nodes on the screen within a second, and needs some of it for itself. */
const LARGE_AIM = 700;
/** What one types is to be seen at once. */
const EDIT_AIM = 100;

/** The layout's own limit would turn a layout on a busy machine into that of a grid, whose time nobody wants to know. */
const PATIENT = { timeLimit: 60_000 };

/**
 * Medians of layouts of projects in which nearly everything hangs together. Cold: with a new thread that loads ELK
 * first, as a command does. Warm: once the thread has run a few layouts. Tree to pieces: all that a page does before it
 * draws. An edit: a container with two references upon the previous layout, which needs no ELK.
 */
export async function benchDiagram(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of [50, 500]) {
    const tree = generatedTree(size);
    const cold = await median(5, async () => {
      await layoutThread.stop();
      return timed(() => drawTree(tree, PATIENT));
    });
    const warm = await median(9, () => timed(() => drawTree(tree, PATIENT)));
    const pieces = await median(9, () => timed(async () => renderParts(await layOut(graphOfTree(tree), PATIENT))));
    const graph = await drawTree(tree, PATIENT);
    const previous = placementOf(graph);
    const edited = withContainer(tree);
    const edit = await median(9, () => {
      return timed(async () => renderParts(await layOut(graphOfTree(edited), { previous })));
    });
    const svg = await median(9, () => timed(async () => renderSvg(graph)));
    rows.push(
      { name: `layout of ${size} nodes, cold`, value: cold, unit: "ms" },
      {
        name: `layout of ${size} nodes, warm`,
        value: warm,
        unit: "ms",
        ...(size === 500 ? aimed(warm, LARGE_AIM) : {}),
      },
      { name: `tree of ${size} nodes to pieces, warm`, value: pieces, unit: "ms" },
      { name: `edit among ${size} nodes to pieces`, value: edit, unit: "ms", ...aimed(edit, EDIT_AIM) },
      { name: `SVG of ${size} nodes`, value: svg, unit: "ms" },
    );
  }
  await layoutThread.stop();
  return rows;
}

function withContainer(tree: Tree): Tree {
  const containers = tree.nodes.filter(({ kind }) => kind === "container").map(({ path }) => path);
  const path = `${tree.project}/newcomer`;
  const node = { path, name: "newcomer", parent: tree.project, tags: [], facts: {}, objects: [] };
  const [from, to] = [containers[0] as string, containers.at(-1) as string];
  return {
    ...tree,
    nodes: [...tree.nodes, { ...node, kind: "container" }],
    references: [
      ...tree.references,
      { from, to: path, kind: "request", label: "NEW_URL" },
      { from: path, to, kind: "request", label: "DATABASE_URL" },
    ],
  };
}

function aimed(value: number, aim: number): Pick<BenchRow, "aim" | "reached"> {
  return { aim, reached: value <= aim };
}

/** In ms. */
async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

async function median(times: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let time = 0; time < times; time++) values.push(await measure());
  return values.sort((a, b) => a - b)[Math.floor(times / 2)] as number;
}
