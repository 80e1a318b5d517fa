import { createParser, type EventSourceMessage } from "eventsource-parser";
import { ProblemError, UnreachableError } from "./errors.ts";
import { backOff, type Fetch, pause } from "./retry.ts";

/** A server-sent event. */
export interface StreamEvent<T = unknown> {
  readonly event: string;
  readonly data: T;
  /** Give the last one as `lastEventId` to go on after it. */
  readonly id?: string;
}

export interface StreamOptions {
  readonly signal?: AbortSignal;
  /** Id of the last event that is known already. */
  readonly lastEventId?: string;
  /** Told whenever the connection stands, and when it is lost; it is made anew by itself. */
  readonly onConnection?: (connected: boolean) => void;
}

/** A stream that says nothing for so long, in milliseconds, is broken: it sends something every 15 s. */
const SILENCE = 45_000;
/** Milliseconds without a connection after which it gives up. */
const PATIENCE = 120_000;
const LARGEST_EVENT = 8 * 1024 * 1024;
/** Answers that may be other ones soon. */
const PASSING = new Set([429, 502, 503, 504]);

/**
 * The events of a stream, until its event `end`, which is the last one given, or until the signal fires. When the connection
 * breaks it goes on after the last event.
 *
 * @throws ProblemError when the stream is refused, UnreachableError when it cannot be reached for two minutes
 */
export async function* readEvents(
  fetch: Fetch,
  url: string,
  headers: Readonly<Record<string, string>>,
  { signal, lastEventId, onConnection }: StreamOptions,
): AsyncGenerator<StreamEvent, void, undefined> {
  let last = lastEventId;
  let retry = 1_000;
  let failures = 0;
  let lostAt = performance.now();
  while (!signal?.aborted) {
    const connection = new Connection(signal);
    let failure: unknown = new Error("the stream ended before its last event");
    try {
      const response = await connection.open(fetch, url, { ...headers, ...(last && { "Last-Event-ID": last }) });
      onConnection?.(true);
      for await (const message of connection.messages(response, (milliseconds) => {
        retry = milliseconds;
      })) {
        failures = 0;
        lostAt = performance.now();
        if (message.id !== undefined) last = message.id;
        yield toEvent(message);
        if (message.event === "end") return;
      }
    } catch (error) {
      if (error instanceof ProblemError && !PASSING.has(error.status)) throw error;
      failure = error;
    } finally {
      connection.close();
    }
    if (signal?.aborted) return;
    onConnection?.(false);
    if (performance.now() - lostAt > PATIENCE) {
      throw failure instanceof ProblemError ? failure : new UnreachableError(url, failure);
    }
    await pause(failures++ === 0 ? retry : backOff(failures + 2), signal).catch(() => {});
  }
}

/**
 * One connection of a stream; closed by its reader, by the signal, or when nothing comes any more. It listens to the signal
 * itself: a runtime forgets that of a request whose answer has begun, once nobody holds the request.
 */
class Connection {
  readonly #end = new AbortController();
  readonly #signal: AbortSignal | undefined;
  readonly #stop = (): void => this.#end.abort(this.#signal?.reason);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener("abort", this.#stop);
    this.#end.signal.addEventListener("abort", () => void this.#reader?.cancel().catch(() => undefined));
  }

  async open(fetch: Fetch, url: string, headers: Record<string, string>): Promise<Response> {
    this.#listen();
    const response = await fetch(
      new Request(url, { headers: { ...headers, Accept: "text/event-stream" }, signal: this.#end.signal }),
    );
    if (response.ok) return response;
    throw new ProblemError(response.status, response.headers, await response.json().catch(() => undefined));
  }

  async *messages({ body }: Response, onRetry: (milliseconds: number) => void): AsyncGenerator<EventSourceMessage> {
    const ready: EventSourceMessage[] = [];
    const parser = createParser({ onEvent: (message) => ready.push(message), onRetry, maxBufferSize: LARGEST_EVENT });
    const decoder = new TextDecoder();
    this.#reader = body?.getReader();
    while (this.#reader && !this.#end.signal.aborted) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      this.#listen();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#stop);
    this.#end.abort();
  }

  #listen(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end.abort(new Error("the stream has gone silent")), SILENCE);
  }
}

function toEvent({ event = "message", data, id }: EventSourceMessage): StreamEvent {
  return { event, data: parse(data), ...(id !== undefined && { id }) };
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
