import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseAway } from "../http/problem-of-error.ts";
import { cut, keptText, type ToldEvent } from "./kept-event.ts";

/** Milliseconds over which events are gathered, and how many are written at once. */
const GATHER = 80;
const MOST_AT_ONCE = 200;
const MOST_BYTES_AT_ONCE = 4 * 1024 * 1024;
/** What may wait for the database; more means that it does not keep up. */
const MOST_WAITING = 10_000;
const MOST_BYTES_WAITING = 32 * 1024 * 1024;
/** What one update may keep, but for how it ends: something that never settles must not fill the disk. */
const MOST_KEPT = 20_000;
const MOST_BYTES_KEPT = 8 * 1024 * 1024;
/** How often a write is tried again when the connection it had has broken, and after how many milliseconds. */
const RETRIES = 3;
const RETRY_AFTER = 300;

/**
 * Writes events under the numbers from `first` on, all of them or none. Called again with the same ones when it is not known
 * whether it has: what is written already stays.
 */
export type WriteEvents = (first: number, texts: readonly string[]) => Promise<void>;

/**
 * Gathers what happens in an update and writes it down in order, a batch at a time. What waits is bounded: when writing
 * fails for good, or does not keep up, `onFailure` is told once and nothing more is written.
 */
export class EventLog {
  readonly #write: WriteEvents;
  readonly #onFailure: (error: unknown) => void;
  #next: number;
  #waiting: string[] = [];
  #bytesWaiting = 0;
  #kept = 0;
  #bytesKept = 0;
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #failure: { readonly error: unknown } | undefined;

  /** @param next number of the next event */
  constructor(next: number, write: WriteEvents, onFailure: (error: unknown) => void) {
    this.#next = next;
    this.#write = write;
    this.#onFailure = onFailure;
  }

  add(event: ToldEvent): void {
    if (this.#failure || this.#isFull) return;
    this.#push(keptText(event));
    if (this.#isFull) this.#push(keptText(TOO_MANY));
    if (this.#waiting.length > MOST_WAITING || this.#bytesWaiting > MOST_BYTES_WAITING) {
      this.#fail(new Error("the database does not keep up with the events of an update"));
    } else this.#timer ??= setTimeout(() => void this.#flush(), GATHER);
  }

  /** Writes what still waits, and resolves to the number of the next event. Rejects when something was not written. */
  async close(): Promise<number> {
    await this.#flush();
    if (this.#failure) throw this.#failure.error;
    return this.#next;
  }

  get #isFull(): boolean {
    return this.#kept >= MOST_KEPT || this.#bytesKept >= MOST_BYTES_KEPT;
  }

  #push(text: string): void {
    this.#waiting.push(text);
    this.#bytesWaiting += text.length;
    this.#kept++;
    this.#bytesKept += text.length;
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#writeAll());
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0 && !this.#failure) {
        const texts = this.#take();
        await this.#writePatiently(texts);
        this.#next += texts.length;
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #take(): string[] {
    let count = 0;
    let bytes = 0;
    while (count < Math.min(this.#waiting.length, MOST_AT_ONCE) && bytes < MOST_BYTES_AT_ONCE) {
      bytes += (this.#waiting[count++] as string).length;
    }
    this.#bytesWaiting -= bytes;
    return this.#waiting.splice(0, count);
  }

  /** A connection may break by itself; that a database is gone for long is the worker's to see. */
  async #writePatiently(texts: readonly string[]): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        return await this.#write(this.#next, texts);
      } catch (error) {
        if (tries === RETRIES || !isDatabaseAway(error) || this.#failure) throw error;
        await sleep(RETRY_AFTER);
      }
    }
  }

  #fail(error: unknown): void {
    if (this.#failure) return;
    this.#failure = { error };
    this.#waiting = [];
    clearTimeout(this.#timer);
    this.#onFailure(error);
  }
}

const TOO_MANY: ToldEvent = {
  type: "problems",
  diagnostics: [cut("what happens from here on is not kept, since it is too much; how it ends will be")],
};
