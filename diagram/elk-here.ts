import ELK from "elkjs/lib/elk.bundled.js";
import type { ElkNode } from "elkjs/lib/elk-api.js";

/**
 * ELK in the thread that calls this, which is busy while a graph is laid out. Within a web worker ELK takes
 * `self.onmessage` for itself when it is made: set your own after it.
 */
export function elkHere(): (graphs: readonly ElkNode[]) => Promise<ElkNode[]> {
  const elk = new ELK.default();
  return async (graphs) => {
    const laidOut: ElkNode[] = [];
    for (const graph of graphs) laidOut.push(await elk.layout(graph));
    return laidOut;
  };
}
