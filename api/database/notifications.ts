import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** Channels of LISTEN and NOTIFY, each with what its payload is. */
export const CHANNEL = {
  /** An update has new events or another state: its id. */
  update: "espalier_update",
  /** An update shall be cancelled: its id. */
  cancel: "espalier_cancel",
  /** Something of a project has changed: its id. */
  project: "espalier_project",
} as const;

export type Channel = keyof typeof CHANNEL;
type Listener = () => void;

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2_000;
/** Milliseconds after which a connection that does not end is left to itself. */
const END_PATIENCE = 500;

/**
 * One connection that listens for all who wait in this process. A notification only says that there is something to read;
 * after the connection was away everybody is told to look, so that nothing is missed.
 */
export class Notifications {
  readonly #url: string;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #onError: (error: unknown) => void;
  readonly #ended = new AbortController();
  #running: Promise<void> | undefined;

  constructor(url: string, onError: (error: unknown) => void) {
    this.#url = url;
    this.#onError = onError;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Calls `listener` when there is something to read about `id`; call what is returned to end that. */
  listen(channel: Channel, id: string, listener: Listener): () => void {
    const topic = `${CHANNEL[channel]} ${id}`;
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(topic);
    };
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ended;
    for (let pause = FIRST_PAUSE; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        await this.#follow(() => {
          pause = FIRST_PAUSE;
        });
      } catch (error) {
        if (!signal.aborted) this.#onError(error);
      }
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Resolves when the connection has ended. */
  async #follow(onConnected: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: 3_000,
      keepAlive: true,
      application_name: "espalier listens",
    });
    const over = Promise.withResolvers<void>();
    client.on("end", over.resolve);
    client.on("error", (error) => {
      this.#onError(error);
      over.resolve();
    });
    client.on("notification", ({ channel, payload }) => this.#tell(`${channel} ${payload}`));
    this.#ended.signal.addEventListener("abort", () => over.resolve(), { once: true });
    const listening = listenTo(client).then(() => {
      onConnected();
      for (const topic of this.#listeners.keys()) this.#tell(topic);
    });
    try {
      // A connection that is closed while it is being made never says that it will not be: it must not be waited for.
      await Promise.race([listening, over.promise]);
      await over.promise;
    } finally {
      listening.catch(() => undefined);
      await Promise.race([client.end().catch(() => undefined), sleep(END_PATIENCE, undefined, { ref: false })]);
    }
  }

  #tell(topic: string): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener();
  }
}

async function listenTo(client: pg.Client): Promise<void> {
  await client.connect();
  for (const channel of Object.values(CHANNEL)) await client.query(`listen ${channel}`);
}
