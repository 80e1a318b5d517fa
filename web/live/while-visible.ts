import type { OpenStream } from "./follow.ts";

/** Milliseconds that a page may be out of sight before its streams are closed. */
const OUT_OF_SIGHT = 60_000;

/**
 * A stream that is closed while nobody can see the page and opened again when somebody does. Browsers open six connections
 * to a host over HTTP/1.1, for all of its tabs together.
 */
export function whileVisible(open: OpenStream): OpenStream {
  return async function* ({ signal, onConnection }) {
    while (!signal.aborted) {
      await untilVisible(signal);
      const hidden = new AbortController();
      const stopWatching = onceHidden(() => hidden.abort());
      try {
        const ends = AbortSignal.any([signal, hidden.signal]);
        for await (const event of open({ signal: ends, onConnection })) yield event;
      } finally {
        stopWatching();
      }
      if (!hidden.signal.aborted) return;
    }
  };
}

function onceHidden(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(act, OUT_OF_SIGHT);
  };
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

async function untilVisible(signal: AbortSignal): Promise<void> {
  while (document.hidden && !signal.aborted) {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        document.removeEventListener("visibilitychange", done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, OUT_OF_SIGHT);
      document.addEventListener("visibilitychange", done);
      signal.addEventListener("abort", done);
    });
  }
}
