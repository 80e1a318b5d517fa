import type { BrowserLayoutAnswer, BrowserLayoutRequest } from "./browser-messages.ts";
import { DiagramError } from "./diagram-error.ts";
import type { Graph, LaidOutGraph } from "./graph.ts";
import { inGrid, type LayoutOptions, TIME_LIMIT } from "./layout.ts";
import { sampleGraph } from "./sample-graph.ts";

/** What is used of a browser's `Worker`. */
export interface LayoutWorker {
  onmessage: ((event: { data: BrowserLayoutAnswer }) => void) | null;
  onerror: ((event: { message: string }) => void) | null;
  postMessage(request: BrowserLayoutRequest): void;
  terminate(): void;
}

/** Loading ELK (1.6 MB) is not the layout's time. */
const START_LIMIT = 20_000;

/** Of the warm-up: about 0.7 s of a thread that nobody waits for. */
const SAMPLES = 20;

interface Asked {
  readonly request: BrowserLayoutRequest;
  readonly resolve: (laidOut: LaidOutGraph | undefined) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Layouts for a page, by `browser-worker.ts`:
 *
 *     const layouts = new BrowserLayouts(
 *       () => new Worker(new URL("../../diagram/browser-worker.ts", import.meta.url), { type: "module" }),
 *     );
 *     const laidOut = await layouts.layOut(graph, { previous });
 *
 * The worker is started by the first layout and stays warm. One that takes longer than its time limit is ended; what
 * it had in hand becomes a grid with a warning, as in Node, and the next layout starts another.
 */
export class BrowserLayouts {
  readonly #start: () => LayoutWorker;
  #worker: LayoutWorker | undefined;
  #isWarm = false;
  #asked: readonly Asked[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #requests = 0;

  constructor(start: () => LayoutWorker) {
    this.#start = start;
  }

  /**
   * Starts the worker before anything is to be laid out, and lays out a small sample again and again until something is,
   * or ELK has become fast: its first layouts take ten times as long as later ones. One sample is the most that a layout
   * waits for. Measured at 500 nodes: 620 ms after one sample, 320 after twenty.
   */
  warmUp(): void {
    if (!this.#worker) void this.#layOutSamples();
  }

  async #layOutSamples(): Promise<void> {
    for (let sample = 0; sample < SAMPLES && this.#asked.length === 0; sample++) {
      try {
        await this.layOut(sampleGraph());
      } catch {
        return;
      }
    }
  }

  /** Gives undefined when a later call came before this one's turn. Fails when the page called `stop`. */
  layOut(graph: Graph, options: LayoutOptions = {}): Promise<LaidOutGraph | undefined> {
    return new Promise((resolve, reject) => {
      const request = { id: this.#requests++, graph, options };
      this.#asked = [...this.#asked, { request, resolve, reject }];
      this.#started().postMessage(request);
      if (this.#asked.length === 1) this.#watch();
    });
  }

  /** Ends the worker; layouts under way fail. */
  stop(): void {
    const asked = this.#asked;
    this.#end();
    for (const { reject } of asked) reject(new Error("the layout was stopped"));
  }

  #started(): LayoutWorker {
    if (this.#worker) return this.#worker;
    const worker = this.#start();
    worker.onmessage = ({ data }) => this.#take(data);
    worker.onerror = ({ message }) => this.#giveUp("layout-failed", `the layout failed: ${message}`);
    this.#worker = worker;
    return worker;
  }

  #take({ id, laidOut, superseded, error }: BrowserLayoutAnswer): void {
    this.#isWarm = true;
    const asked = this.#asked.find(({ request }) => request.id === id);
    this.#asked = this.#asked.filter((one) => one !== asked);
    this.#watch();
    if (laidOut || superseded) asked?.resolve(laidOut);
    else asked?.reject(new Error(error));
  }

  /** The one that was asked first is in hand. */
  #watch(): void {
    clearTimeout(this.#timer);
    const [first] = this.#asked;
    if (!first) return;
    const limit = (first.request.options?.timeLimit ?? TIME_LIMIT) + (this.#isWarm ? 0 : START_LIMIT);
    this.#timer = setTimeout(() => {
      this.#giveUp("layout-timeout", `the layout takes longer than its limit of ${limit / 1000} s`);
    }, limit);
  }

  #giveUp(code: DiagramError["code"], message: string): void {
    const [first, ...rest] = this.#asked;
    this.#end();
    first?.resolve(inGrid(first.request.graph, new DiagramError(code, message)));
    const last = rest.pop();
    for (const { resolve } of rest) resolve(undefined);
    if (!last) return;
    this.#asked = [last];
    this.#started().postMessage(last.request);
    this.#watch();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#isWarm = false;
    this.#asked = [];
  }
}
