import type { Response } from "express";

const KEEP_ALIVE = 15_000;
/** What a slow reader may leave unread before its connection is ended; it comes back with Last-Event-ID. */
const MAX_UNREAD = 4 * 1024 * 1024;

export interface ServerSentEvent {
  readonly event: string;
  readonly data: unknown;
  readonly id?: string | number;
}

/** A stream of server-sent events (HTML standard, section 9.2). Ends with the connection or with `end`. */
export class EventStream {
  readonly signal: AbortSignal;
  readonly #response: Response;
  readonly #ended = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(response: Response) {
    this.#response = response;
    this.signal = this.#ended.signal;
    response.status(200).set({
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      // Proxies that gather answers would hold events back.
      "X-Accel-Buffering": "no",
    });
    response.write("retry: 1000\n\n");
    response.on("close", () => this.#close());
    this.#timer = setInterval(() => this.#write(": still here\n\n"), KEEP_ALIVE).unref();
    // Who asks for the head alone is sent nothing that could follow.
    if (response.req.method === "HEAD") this.end();
  }

  send({ event, data, id }: ServerSentEvent): void {
    const head = id === undefined ? "" : `id: ${id}\n`;
    this.#write(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Resolves when a reader that is slow has taken most of what was sent, or is gone. */
  async drained(): Promise<void> {
    while (this.#response.writableNeedDrain && !this.signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          this.#response.off("drain", done);
          this.signal.removeEventListener("abort", done);
          resolve();
        };
        this.#response.on("drain", done);
        this.signal.addEventListener("abort", done);
      });
    }
  }

  end(): void {
    if (!this.signal.aborted) this.#response.end();
    this.#close();
  }

  #write(text: string): void {
    if (this.signal.aborted) return;
    this.#response.write(text);
    if (this.#response.writableLength > MAX_UNREAD) this.#response.destroy();
  }

  #close(): void {
    clearInterval(this.#timer);
    this.#ended.abort();
  }
}

/** Sequence number after which to go on: the header of a browser that comes back, 0 at first. */
export function lastEventId(header: string | undefined): number {
  const number = Number(header ?? "0");
  return Number.isSafeInteger(number) && number > 0 ? Math.min(number, 2_147_483_647) : 0;
}
