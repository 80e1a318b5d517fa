import { setTimeout as sleep } from "node:timers/promises";
import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { type ProjectStatus, watchStatus } from "../../engine/project-status.ts";
import { Problem } from "../http/problem.ts";
import type { ZoneConnections, ZoneRow } from "../zones/connections.ts";
import { whyUnknown } from "./ask-zones.ts";

/** Projects in zones that one process watches at the same time; each takes about ten requests that never end. */
const MOST_WATCHES = 300;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

/** How a project stands in a zone, or why nobody knows. */
export type Seen = { readonly status: ProjectStatus } | { readonly error: Diagnostic };

export interface WatchedPlace {
  readonly project: { readonly id: string; readonly name: string; readonly namespace: string };
  readonly zone: ZoneRow;
}

interface Watch {
  readonly ended: AbortController;
  readonly listeners: Set<(seen: Seen) => void>;
  last: Seen | undefined;
}

/** One watch for each project and zone, shared by all who follow it in this process; it ends with the last of them. */
export class StatusWatches {
  readonly #zones: ZoneConnections;
  readonly #watches = new Map<string, Watch>();

  constructor(zones: ZoneConnections) {
    this.#zones = zones;
  }

  /** How many projects in zones are watched. */
  get size(): number {
    return this.#watches.size;
  }

  /** @throws Problem "unavailable" when so many more would be too many */
  refuseTooMany(more: number): void {
    if (this.#watches.size + more <= MOST_WATCHES) return;
    throw new Problem("unavailable", "too many projects are watched right now; try again, or ask for the status", {
      retryAfter: 15,
    });
  }

  /**
   * Tells `listener` how the project stands now, and again whenever that changes; call what is returned to end that.
   * See `refuseTooMany`.
   */
  follow(place: WatchedPlace, listener: (seen: Seen) => void): () => void {
    const key = `${place.project.id} ${place.zone.id} ${place.zone.version}`;
    const watch = this.#watches.get(key) ?? this.#begin(key, place);
    watch.listeners.add(listener);
    if (watch.last) listener(watch.last);
    return () => {
      watch.listeners.delete(listener);
      if (watch.listeners.size > 0) return;
      watch.ended.abort();
      if (this.#watches.get(key) === watch) this.#watches.delete(key);
    };
  }

  close(): void {
    for (const { ended } of this.#watches.values()) ended.abort();
    this.#watches.clear();
  }

  #begin(key: string, place: WatchedPlace): Watch {
    const watch: Watch = { ended: new AbortController(), listeners: new Set(), last: undefined };
    this.#watches.set(key, watch);
    void this.#run(place, watch);
    return watch;
  }

  async #run({ project, zone }: WatchedPlace, watch: Watch): Promise<void> {
    const { signal } = watch.ended;
    const tell = (seen: Seen) => {
      watch.last = seen;
      for (const listener of watch.listeners) listener(seen);
    };
    for (let pause = FIRST_PAUSE; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        for await (const status of this.#statuses(project, zone, signal)) {
          tell({ status });
          pause = FIRST_PAUSE;
        }
      } catch (error) {
        if (!signal.aborted) tell({ error: whyUnknown(error, zone.name) });
      }
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  async *#statuses({ name, namespace }: WatchedPlace["project"], zone: ZoneRow, signal: AbortSignal) {
    const client = await this.#zones.lease(zone);
    try {
      yield* watchStatus(client, { project: name, namespace }, signal);
    } finally {
      await client.close();
    }
  }
}
