import { LABEL } from "../constructs/manifest.ts";
import { projectSelector } from "./bookkeeping.ts";
import { builtInKind } from "./kubernetes/built-in-kinds.ts";
import { LineQueue } from "./watching/line-queue.ts";
import type { WatchedProject } from "./watching/namespace-watch.ts";
import { type Pod, waitedFor } from "./watching/pod.ts";
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
  /** Name of the sidecar or init container that wrote it; absent for the container itself. */
  readonly part?: string;
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
    for (const pod of items) {
      for (const name of containersOf(pod)) yield* containerLines(client, pod, name, request);
    }
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
    for (const name of containersOf(pod)) void queue.addAll(containerLines(client, pod, name, { ...request, signal }));
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

async function* containerLines(
  client: ZoneClient,
  pod: LiveObject,
  name: string,
  request: LogRequest,
): AsyncGenerator<LogLine> {
  const { namespace, tailLines = TAIL_LINES, follow = false, previous = false, signal } = request;
  const container = pod.metadata.labels?.[LABEL.container] ?? pod.metadata.name;
  const part = name === mainOf(pod) ? {} : { part: name };
  const from = { zone: client.zone, container, pod: pod.metadata.name, ...part };
  try {
    const where = { namespace, tailLines, follow, previous, container: name, ...(signal && { signal }) };
    for await (const line of client.logs(pod.metadata.name, where)) yield { ...from, line };
  } catch (error) {
    if (signal?.aborted) return;
    if (!(error instanceof ZoneError)) throw error;
    yield { ...from, line: `(no log: ${error.message})` };
  }
}

interface PodSpec {
  readonly containers?: readonly { readonly name: string }[];
  readonly initContainers?: readonly { readonly name: string }[];
}

/** What the person gave it to run and has been started: init containers and sidecars, then the container itself. */
function containersOf(pod: LiveObject): readonly string[] {
  const { initContainers = [] } = (pod.spec ?? {}) as PodSpec;
  const statuses = (pod as Pod).status?.initContainerStatuses ?? [];
  const started = new Set(statuses.filter(({ state }) => state?.running ?? state?.terminated).map(({ name }) => name));
  const helpers = initContainers.filter(({ name }) => started.has(name) && waitedFor(name) === undefined);
  const main = mainOf(pod);
  return [...helpers.map(({ name }) => name), ...(main === undefined ? [] : [main])];
}

/** Beside it may stand what others put there, such as Knative's proxy. */
function mainOf({ spec, metadata }: LiveObject): string | undefined {
  const names = ((spec ?? {}) as PodSpec).containers?.map(({ name }) => name) ?? [];
  const own = metadata.labels?.[LABEL.container]?.replaceAll("_", "-");
  return names.find((name) => name === own) ?? names[0];
}

function hasStarted({ status }: LiveObject): boolean {
  return status?.phase !== "Pending";
}

function selectorOf({ project, containers }: LogRequest): string {
  return projectSelector(project) + (containers ? `,${LABEL.container} in (${containers.join(",")})` : "");
}
