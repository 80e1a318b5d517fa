import { LABEL } from "../constructs/manifest.ts";
import { projectSelector } from "./bookkeeping.ts";
import { builtInKind } from "./kubernetes/built-in-kinds.ts";
import { LineQueue } from "./watching/line-queue.ts";
import type { WatchedProject } from "./watching/namespace-watch.ts";
import { type LiveObject, type ZoneClient, ZoneError } from "./zone-client.ts";

export interface LogRequest extends WatchedProject {
  /** Names of containers of the project. Absent = all of them. */
  readonly containers?: readonly string[];
  /** Lines of each pod's past to begin with. Default: 100 */
  readonly tailLines?: number;
  /** Goes on as lines are written, also by pods that start later. Default: false */
  readonly follow?: boolean;
  /** Of the run before the last restart. Default: false */
  readonly previous?: boolean;
  readonly signal?: AbortSignal;
}

export interface LogLine {
  readonly zone: string;
  /** Name of the project's container. */
  readonly container: string;
  readonly pod: string;
  readonly line: string;
}

const PODS = builtInKind("/Pod");
const TAIL_LINES = 100;

/** Lines of the project's pods: pod by pod, or as they are written when following. A pod that cannot be read says so in a line. */
export async function* projectLogs(client: ZoneClient, request: LogRequest): AsyncGenerator<LogLine> {
  const { namespace, follow, signal } = request;
  const labelSelector = selectorOf(request);
  const { items, resourceVersion } = await client.list(PODS, { namespace, labelSelector, ...(signal && { signal }) });
  if (!follow) {
    for (const pod of items) yield* podLines(client, pod, request);
    return;
  }
  yield* followPods(client, request, items, resourceVersion);
}

async function* followPods(
  client: ZoneClient,
  request: LogRequest,
  pods: readonly LiveObject[],
  resourceVersion: string,
): AsyncGenerator<LogLine> {
  const ended = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, ended.signal]) : ended.signal;
  const queue = new LineQueue<LogLine>(signal);
  const followed = new Set<unknown>();
  const add = (pod: LiveObject) => {
    if (followed.has(pod.metadata.uid) || !hasStarted(pod)) return;
    followed.add(pod.metadata.uid);
    void queue.addAll(podLines(client, pod, { ...request, signal }));
  };
  const watch = async () => {
    const where = { namespace: request.namespace, labelSelector: selectorOf(request), resourceVersion, signal };
    for await (const { type, object } of client.watch(PODS, where)) if (type !== "DELETED") add(object);
  };
  try {
    for (const pod of pods) add(pod);
    watch().catch((error: unknown) => queue.fail(error));
    yield* queue;
  } finally {
    ended.abort();
  }
}

async function* podLines(client: ZoneClient, pod: LiveObject, request: LogRequest): AsyncGenerator<LogLine> {
  const { namespace, tailLines = TAIL_LINES, follow = false, previous = false, signal } = request;
  const container = pod.metadata.labels?.[LABEL.container] ?? pod.metadata.name;
  const where = { namespace, tailLines, follow, previous, ...(signal && { signal }) };
  for (const each of containersOf(pod)) {
    try {
      for await (const line of client.logs(pod.metadata.name, { ...where, container: each })) {
        yield { zone: client.zone, container, pod: pod.metadata.name, line };
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!(error instanceof ZoneError)) throw error;
      yield { zone: client.zone, container, pod: pod.metadata.name, line: `(no log: ${error.message})` };
    }
  }
}

/** The container that the project runs; beside it stand only helpers that it was given. */
function containersOf({ spec, metadata }: LiveObject): readonly string[] {
  const names = ((spec as { containers?: readonly { name: string }[] } | undefined)?.containers ?? []).map(
    ({ name }) => name,
  );
  const main = names.find((name) => name === metadata.labels?.[LABEL.container]) ?? names[0];
  return main === undefined ? [] : [main];
}

function hasStarted({ status }: LiveObject): boolean {
  return status?.phase !== "Pending";
}

function selectorOf({ project, containers }: LogRequest): string {
  return projectSelector(project) + (containers ? `,${LABEL.container} in (${containers.join(",")})` : "");
}
