import type { Schema } from "../../api/client/types.ts";
import { CONNECTING, type Connection, follow, type OpenStream } from "./follow.ts";

export type ZoneStatus = Schema<"ZoneStatus">;

/** A zone, and since when it has not answered: milliseconds since 1970; undefined while it does. */
export interface LiveZone extends ZoneStatus {
  readonly awaySince: number | undefined;
}

/** What is known of a project's zones right now, and whether more would be heard. */
export interface ProjectStatus {
  /** By name: those that have said something since somebody looks. A zone that is away says so in `error`. */
  readonly zones: readonly LiveZone[];
  readonly connection: Connection;
}

const NOTHING_YET: ProjectStatus = { zones: [], connection: CONNECTING };
/** Milliseconds that a stream nobody looks at stays open: going to another page does not open it anew. */
const LINGERS = 4_000;

/** One stream, shared by all who look. */
export class StatusStore {
  readonly #open: OpenStream;
  readonly #lingers: number;
  readonly #listeners = new Set<() => void>();
  #status: ProjectStatus = NOTHING_YET;
  #stop: (() => void) | undefined;
  #leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(open: OpenStream, lingers = LINGERS) {
    this.#open = open;
    this.#lingers = lingers;
  }

  readonly current = (): ProjectStatus => this.#status;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    clearTimeout(this.#leaving);
    this.#stop ??= this.#follow();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#leaving = setTimeout(() => this.#close(), this.#lingers);
    };
  };

  #follow(): () => void {
    return follow(this.#open, {
      onEvent: ({ event, data }) => {
        if (event === "status") this.#change({ zones: withZone(this.#status.zones, data as ZoneStatus) });
      },
      onConnection: (connection) => this.#change({ connection }),
    });
  }

  #close(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#status = NOTHING_YET;
  }

  #change(change: Partial<ProjectStatus>): void {
    this.#status = { ...this.#status, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function withZone(zones: readonly LiveZone[], told: ZoneStatus): readonly LiveZone[] {
  const before = zones.find(({ zone }) => zone === told.zone);
  const awaySince = told.error ? (before?.awaySince ?? Date.now()) : undefined;
  const others = zones.filter(({ zone }) => zone !== told.zone);
  return [...others, { ...told, awaySince }].sort((one, other) => (one.zone < other.zone ? -1 : 1));
}
