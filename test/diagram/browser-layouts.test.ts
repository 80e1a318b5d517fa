import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { BrowserLayouts, type LayoutWorker } from "../../diagram/browser-layouts.ts";
import type { BrowserLayoutRequest } from "../../diagram/browser-messages.ts";
import { DiagramError } from "../../diagram/diagram-error.ts";
import { graphOfTree } from "../../diagram/index.ts";
import { inGrid } from "../../diagram/layout.ts";
import { founding } from "./trees.ts";

/** A worker that answers when it is told to, with grids. */
class HeldWorker implements LayoutWorker {
  onmessage: LayoutWorker["onmessage"] = null;
  onerror: LayoutWorker["onerror"] = null;
  readonly asked: BrowserLayoutRequest[] = [];
  ended = false;

  postMessage(request: BrowserLayoutRequest): void {
    this.asked.push(request);
  }

  terminate(): void {
    this.ended = true;
  }

  async answer(index: number): Promise<void> {
    const { id, graph } = this.asked[index] as BrowserLayoutRequest;
    this.onmessage?.({ data: { id, laidOut: inGrid(graph, new DiagramError("layout-failed", "held")) } });
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("getting a page's layouts warm", () => {
  const graph = graphOfTree(founding);
  const projects = ({ asked }: HeldWorker) => asked.map((request) => request.graph.project);

  it("lays a sample out again and again, one at a time, and ends by itself", async () => {
    const worker = new HeldWorker();
    const layouts = new BrowserLayouts(() => worker);
    layouts.warmUp();
    let answered = 0;
    while (answered < worker.asked.length) {
      assert.equal(worker.asked.length, answered + 1);
      await worker.answer(answered++);
    }
    assert.ok(answered > 10 && answered < 100, String(answered));
    assert.deepEqual(new Set(projects(worker)), new Set(["sample"]));
    layouts.stop();
  });

  it("stops as soon as something is to be laid out, which waits for one sample at most", async () => {
    const worker = new HeldWorker();
    const layouts = new BrowserLayouts(() => worker);
    layouts.warmUp();
    await worker.answer(0);
    const laidOut = layouts.layOut(graph);
    assert.deepEqual(projects(worker), ["sample", "sample", founding.project]);
    await worker.answer(1);
    await worker.answer(2);
    assert.equal((await laidOut)?.project, founding.project);
    assert.equal(worker.asked.length, 3);
    layouts.stop();
  });

  it("begins nothing anew once the page is left", async () => {
    const worker = new HeldWorker();
    const layouts = new BrowserLayouts(() => worker);
    layouts.warmUp();
    layouts.stop();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([worker.asked.length, worker.ended], [1, true]);
  });
});
