import { ProblemError } from "../../api/client/errors.ts";
import type { StreamEvent } from "../../api/client/events.ts";

/**
 * How a stream stands. `lost`: it is tried again by itself; `refused`: it is not, and `problem` says why; `ended`: there is
 * nothing more to come.
 */
export interface Connection {
  readonly state: "connecting" | "open" | "lost" | "refused" | "ended";
  /** When it came to be so: milliseconds since 1970. */
  readonly since: number;
  readonly problem?: unknown;
}

export type OpenStream = (options: {
  readonly signal: AbortSignal;
  readonly onConnection: (connected: boolean) => void;
}) => AsyncIterable<StreamEvent>;

export interface Follower {
  readonly onEvent: (event: StreamEvent) => void;
  readonly onConnection: (connection: Connection) => void;
}

/** Milliseconds until a stream that the client has given up is opened again. */
const AGAIN_AFTER = 5_000;

export const CONNECTING: Connection = { state: "connecting", since: 0 };

/** Follows a stream for as long as anybody looks, however often and long the platform is away in between; returns what ends it. */
export function follow(open: OpenStream, { onEvent, onConnection }: Follower, pauseFor = AGAIN_AFTER): () => void {
  const end = new AbortController();
  const { signal } = end;
  let current: Connection["state"] | undefined;
  const tell = (state: Connection["state"], problem?: unknown) => {
    if (signal.aborted || state === current) return;
    current = state;
    onConnection({ state, since: Date.now(), ...(problem !== undefined && { problem }) });
  };
  const run = async () => {
    tell("connecting");
    while (!signal.aborted) {
      try {
        const events = open({ signal, onConnection: (connected) => tell(connected ? "open" : "lost") });
        for await (const event of events) {
          if (signal.aborted) return;
          onEvent(event);
          if (event.event === "end") return tell("ended");
        }
      } catch (error) {
        if (isFinal(error)) return tell("refused", error);
      }
      tell("lost");
      await pause(pauseFor, signal);
    }
  };
  void run();
  return () => end.abort();
}

/** Asking again would be answered the same. */
function isFinal(error: unknown): boolean {
  return error instanceof ProblemError && error.status < 500 && error.status !== 429;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
