import { setTimeout as sleep } from "node:timers/promises";
import { type ApiKind, type LiveObject, type WatchEvent, ZoneError } from "../zone-client.ts";
import { listObjects } from "./list.ts";
import { collectionPath } from "./object-path.ts";
import { backoff } from "./retry.ts";
import type { Transport } from "./transport.ts";

export interface WatchOptions {
  readonly namespace?: string;
  readonly labelSelector?: string;
  /** Where to start; absent = list first and report what is there as `ADDED`. */
  readonly resourceVersion?: string;
  readonly signal: AbortSignal;
}

interface RawEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: LiveObject & { readonly code?: number; readonly message?: string };
}

/** An API server ends a watch after this time; the next one goes on where it stopped. */
const SERVER_SECONDS = 290;
const MAX_EVENT = 16 * 1024 * 1024;
const MAX_FAILURES = 8;

/** Changes of a kind, over as many connections as it takes. Throws only when the zone refuses or stays away. */
export async function* watchObjects(
  transport: Transport,
  kind: ApiKind,
  options: WatchOptions,
): AsyncGenerator<WatchEvent> {
  const known = new Map<string, LiveObject>();
  let version = options.resourceVersion;
  let failures = 0;
  while (!options.signal.aborted) {
    try {
      if (version === undefined) {
        const list = await listObjects(transport, kind, options);
        yield* catchUp(known, list.items);
        version = list.resourceVersion;
      }
      for await (const event of follow(transport, kind, options, version)) {
        failures = 0;
        version = event.object.metadata.resourceVersion as string;
        if (event.type !== "BOOKMARK") yield remember(known, event as WatchEvent);
      }
    } catch (error) {
      if (options.signal.aborted) return;
      if (isExpired(error)) version = undefined;
      else if (++failures >= MAX_FAILURES || isRefused(error)) throw error;
      await sleep(backoff(failures + 1), undefined, { signal: options.signal }).catch(() => undefined);
    }
  }
}

async function* follow(
  transport: Transport,
  kind: ApiKind,
  { namespace, labelSelector, signal }: WatchOptions,
  resourceVersion: string,
): AsyncGenerator<RawEvent> {
  const query = new URLSearchParams({ watch: "1", allowWatchBookmarks: "true", resourceVersion });
  query.set("timeoutSeconds", String(SERVER_SECONDS));
  if (labelSelector) query.set("labelSelector", labelSelector);
  const path = `${collectionPath(kind, namespace)}?${query}`;
  const what = `watch ${kind.plural}`;
  for await (const line of transport.lines({ method: "GET", path, signal, what }, MAX_EVENT)) {
    const event = JSON.parse(line) as RawEvent;
    const { code = 500, message = "" } = event.object;
    if (event.type === "ERROR") throw new ZoneError(transport.zone, "server", `${what}: ${message}`, { status: code });
    yield event;
  }
}

/** The server no longer remembers the version to go on from. */
function isExpired(error: unknown): boolean {
  return error instanceof ZoneError && error.status === 410;
}

function isRefused(error: unknown): boolean {
  return error instanceof ZoneError && ["unauthorized", "forbidden", "not-found", "invalid"].includes(error.kind);
}

function remember(known: Map<string, LiveObject>, event: WatchEvent): WatchEvent {
  if (event.type === "DELETED") known.delete(keyOf(event.object));
  else known.set(keyOf(event.object), event.object);
  return event;
}

/** After a list: what is new or changed, and what went away unseen. */
function* catchUp(known: Map<string, LiveObject>, items: readonly LiveObject[]): Generator<WatchEvent> {
  const gone = new Map(known);
  for (const object of items) {
    const before = known.get(keyOf(object));
    gone.delete(keyOf(object));
    if (before?.metadata.resourceVersion === object.metadata.resourceVersion) continue;
    yield remember(known, { type: before ? "MODIFIED" : "ADDED", object });
  }
  for (const object of gone.values()) yield remember(known, { type: "DELETED", object });
}

function keyOf({ metadata }: LiveObject): string {
  return `${metadata.namespace ?? ""}/${metadata.name}`;
}
