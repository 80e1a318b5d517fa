import type { Graph, LaidOutGraph } from "./graph.ts";
import type { LayoutOptions } from "./layout.ts";

/** What the web worker of the layout is asked. */
export interface BrowserLayoutRequest {
  readonly id: number;
  readonly graph: Graph;
  readonly options?: LayoutOptions;
}

/** Its answer to each request: just one of the three. */
export interface BrowserLayoutAnswer {
  readonly id: number;
  readonly laidOut?: LaidOutGraph;
  /** A later request came before this one's turn: it was not laid out. */
  readonly superseded?: true;
  readonly error?: string;
}
