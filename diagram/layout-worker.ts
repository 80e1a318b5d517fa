import { parentPort } from "node:worker_threads";
import type { ElkNode } from "elkjs/lib/elk-api.js";
import { elkHere } from "./elk-here.ts";

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

const layOut = elkHere();

async function answer({ id, graphs }: LayoutRequest): Promise<LayoutAnswer> {
  try {
    return { id, graphs: await layOut(graphs) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", async (request: LayoutRequest) => parentPort?.postMessage(await answer(request)));
