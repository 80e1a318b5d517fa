import { drawTree, renderSvg } from "../diagram/index.ts";
import { layoutThread } from "../diagram/layout-thread.ts";
import { generatedTree } from "../test/diagram/trees.ts";
import type { BenchRow } from "./bench-row.ts";

/** Half of the layout's time limit would be too near to it on a slower machine. */
const LARGE_AIM = 1500;

/**
 * Medians of layouts of projects in which nearly everything hangs together. Cold: with a new thread that loads ELK
 * first, as a command does. Warm: once the thread has run a few layouts, as while editing.
 */
export async function benchDiagram(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of [50, 500]) {
    const tree = generatedTree(size);
    const cold = await median(5, async () => {
      await layoutThread.stop();
      return timed(() => drawTree(tree));
    });
    const warm = await median(9, () => timed(() => drawTree(tree)));
    const graph = await drawTree(tree);
    const svg = await median(9, () => timed(async () => renderSvg(graph)));
    rows.push(
      { name: `layout of ${size} nodes, cold`, value: cold, unit: "ms" },
      { name: `layout of ${size} nodes, warm`, value: warm, unit: "ms", ...(size === 500 ? aimed(warm) : {}) },
      { name: `SVG of ${size} nodes`, value: svg, unit: "ms" },
    );
  }
  await layoutThread.stop();
  return rows;
}

function aimed(value: number): Pick<BenchRow, "aim" | "reached"> {
  return { aim: LARGE_AIM, reached: value <= LARGE_AIM };
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
