import type { ZoneClient } from "../zone-client.ts";
import { crashedContainer, type Pod } from "./pod.ts";

const LINES = 10;
const LINE_LENGTH = 500;
const TIMEOUT = 3_000;

/** Last log lines of crashed containers, each fetched once. Nodes may be out of reach or the log gone: then there are none. */
export class CrashLogs {
  readonly #client: ZoneClient;
  readonly #onFetched: () => void;
  readonly #lines = new Map<string, readonly string[]>();
  readonly #pending = new Set<Promise<void>>();

  constructor(client: ZoneClient, onFetched: () => void) {
    this.#client = client;
    this.#onFetched = onFetched;
  }

  /** What is known now; asks for what is not. */
  readonly of = (pod: Pod): readonly string[] => {
    const container = crashedContainer(pod);
    if (!container) return [];
    const key = `${pod.metadata.uid}/${container.name}/${container.restartCount ?? 0}`;
    const known = this.#lines.get(key);
    if (known) return known;
    this.#lines.set(key, []);
    // A container that waits to be restarted wrote its last lines in its previous life.
    const previous = container.state?.terminated === undefined;
    const fetching = this.#fetch(pod, container.name, previous).then((lines) => {
      this.#pending.delete(fetching);
      this.#lines.set(key, lines);
      if (lines.length) this.#onFetched();
    });
    this.#pending.add(fetching);
    return [];
  };

  /** Resolves when all that was asked for is known. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
  }

  async #fetch({ metadata }: Pod, container: string, previous: boolean): Promise<readonly string[]> {
    const lines: string[] = [];
    const where = { namespace: metadata.namespace ?? "", container, previous, tailLines: LINES };
    try {
      for await (const line of this.#client.logs(metadata.name, { ...where, signal: AbortSignal.timeout(TIMEOUT) })) {
        lines.push(line.slice(0, LINE_LENGTH));
      }
    } catch {
      // The reason is told without its log.
    }
    return lines.slice(-LINES);
  }
}
