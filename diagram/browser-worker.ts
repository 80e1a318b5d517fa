import type { BrowserLayoutAnswer, BrowserLayoutRequest } from "./browser-messages.ts";
import { DiagramError } from "./diagram-error.ts";
import { elkHere } from "./elk-here.ts";
import type { ElkRunner } from "./elk-runner.ts";
import { layOutWith } from "./layout.ts";

/** The part of a web worker's global scope that is used here: the types of browsers are not loaded outside of web/. */
interface WorkerScope {
  onmessage: ((event: { readonly data: BrowserLayoutRequest }) => void) | null;
  postMessage(answer: BrowserLayoutAnswer): void;
}

const scope = globalThis as unknown as WorkerScope;
const elk = elkHere();

/** Nothing can interrupt ELK in its own thread: whoever started this worker ends it when it takes too long. */
const run: ElkRunner = async (graphs) => {
  const start = performance.now();
  try {
    return { graphs: await elk(graphs), milliseconds: performance.now() - start };
  } catch (error) {
    throw new DiagramError("layout-failed", `the layout failed: ${messageOf(error)}`);
  }
};

let waiting: BrowserLayoutRequest | undefined;
let isBusy = false;

/** Of the requests that come while one is laid out only the last is, since nobody will look at the others. */
scope.onmessage = ({ data }) => {
  if (waiting) scope.postMessage({ id: waiting.id, superseded: true });
  waiting = data;
  if (!isBusy) void workOff();
};

async function workOff(): Promise<void> {
  isBusy = true;
  while (waiting) {
    const request: BrowserLayoutRequest = waiting;
    waiting = undefined;
    scope.postMessage(await answerTo(request));
    // Messages that came meanwhile are tasks: they get their turn before the next layout begins.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  isBusy = false;
}

async function answerTo({ id, graph, options }: BrowserLayoutRequest): Promise<BrowserLayoutAnswer> {
  try {
    return { id, laidOut: await layOutWith(run, graph, options) };
  } catch (error) {
    return { id, error: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
