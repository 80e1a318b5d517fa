import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { Readiness } from "./update-events.ts";
import { FinalFailures } from "./watching/final-failure.ts";
import { NamespaceWatch, type WatchedProject } from "./watching/namespace-watch.ts";
import type { ZoneClient } from "./zone-client.ts";

export interface WaitOptions {
  /** Milliseconds after which waiting ends. Default: 5 minutes */
  readonly deadline?: number;
  /**
   * Milliseconds that the others have to get ready, or to say what keeps them, once a container has failed for good.
   * Default: 10 seconds
   */
  readonly grace?: number;
  readonly signal?: AbortSignal;
}

const DEADLINE = 5 * 60_000;
const GRACE = 10_000;
const CHECK = 1_000;

/** Watches a project's containers through an update, from before its first write. */
export class ReadinessWatch {
  readonly #watch: NamespaceWatch;
  readonly #report: (readiness: Readiness) => void;
  readonly #reported = new Map<string, string>();
  readonly #finals = new FinalFailures();
  #changed: () => void = () => undefined;
  #failure: unknown;

  constructor(client: ZoneClient, watched: WatchedProject, report: (readiness: Readiness) => void) {
    this.#report = report;
    this.#watch = new NamespaceWatch(client, watched, () => this.#look());
    this.#watch.follow().catch((error: unknown) => {
      this.#failure = error;
      this.#changed();
    });
  }

  /**
   * Resolves when every container is ready, has stopped or has failed for good, or at the deadline, which is near as soon
   * as one has failed for good; to the reasons of those that are not ready, none when all is well.
   */
  async settled({ deadline = DEADLINE, grace = GRACE, signal }: WaitOptions = {}): Promise<readonly Diagnostic[]> {
    const start = performance.now();
    let end = start + deadline;
    const isOver = (waiting: readonly Readiness[]) =>
      performance.now() >= end || waiting.every((readiness) => this.#finals.isFinal(readiness));
    await this.#watch.refresh();
    for (;;) {
      let waiting = this.#unready(signal);
      if (waiting.length > 0 && isOver(waiting)) {
        // Pods, events and logs come on ways of their own: what explains a failure may be behind it, or it may be over.
        await this.#watch.refresh().catch(() => undefined);
        waiting = this.#unready(signal);
      }
      if (isOver(waiting)) return waiting.map((readiness) => notReady(readiness, performance.now() - start));
      if (waiting.some((readiness) => this.#finals.isFinal(readiness))) end = Math.min(end, performance.now() + grace);
      await this.#nextChange(signal);
    }
  }

  end(): void {
    this.#watch.end();
  }

  /** What is waited for, as of now. */
  #unready(signal?: AbortSignal): readonly Readiness[] {
    signal?.throwIfAborted();
    if (this.#failure) throw this.#failure;
    return this.#look().filter(({ state }) => state === "starting" || state === "failing");
  }

  /** Reports what has changed since it was reported last. */
  #look(): readonly Readiness[] {
    const containers = this.#watch.readiness();
    this.#finals.observe(containers);
    for (const readiness of containers) {
      const seen = JSON.stringify(readiness);
      if (this.#reported.get(readiness.path) !== seen) this.#report(readiness);
      this.#reported.set(readiness.path, seen);
    }
    this.#changed();
    return containers;
  }

  #nextChange(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        this.#changed = () => undefined;
        resolve();
      };
      const timer = setTimeout(done, CHECK);
      signal?.addEventListener("abort", done, { once: true });
      this.#changed = done;
    });
  }
}

function notReady({ path, ready, desired, detail, reason }: Readiness, milliseconds: number): Diagnostic {
  if (reason) return { ...reason, message: `${path} ${reason.message}` };
  return {
    severity: "error",
    code: "not-ready",
    message: `${path} is not ready after ${Math.round(milliseconds / 1000)} s: ${detail ?? `${ready} of ${desired}`}`,
    fix: "look at its log, or wait longer",
  };
}
