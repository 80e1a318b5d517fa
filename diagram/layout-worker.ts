import { parentPort } from "node:worker_threads";
import ELK from "elkjs/lib/elk.bundled.js";
import type { ElkNode } from "elkjs/lib/elk-api.js";

/** What the thread is asked: graphs that are laid out one after the other. */
export interface LayoutRequest {
  readonly id: number;
  readonly graphs: readonly ElkNode[];
}

export interface LayoutAnswer {
  readonly id: number;
  /** The same graphs with places; absent when the layout failed. */
  readonly graphs?: readonly ElkNode[];
  readonly error?: string;
}

const elk = new ELK.default();

async function answer({ id, graphs }: LayoutRequest): Promise<LayoutAnswer> {
  try {
    const laidOut: ElkNode[] = [];
    for (const graph of graphs) laidOut.push(await elk.layout(graph));
    return { id, graphs: laidOut };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", async (request: LayoutRequest) => parentPort?.postMessage(await answer(request)));
