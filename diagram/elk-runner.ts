import type { ElkNode } from "elkjs/lib/elk-api.js";

export interface LaidOutGraphs {
  readonly graphs: readonly ElkNode[];
  /** How long ELK took for them, in Node of processor time; the time that others before them took is not theirs. */
  readonly milliseconds: number;
}

/**
 * Who runs ELK: a thread in Node, a web worker in a browser. Gives the same graphs with places, or fails with a
 * DiagramError. `timeLimit` in ms counts from the moment ELK begins.
 */
export type ElkRunner = (graphs: readonly ElkNode[], timeLimit: number) => Promise<LaidOutGraphs>;
