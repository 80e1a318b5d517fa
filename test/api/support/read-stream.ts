import type { TestClient } from "./client.ts";

export interface ReadEvent {
  readonly event: string;
  readonly id: number | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: the assertions tell what is there
  readonly data: any;
}

/**
 * Reads server-sent events until the stream ends, as a browser does.
 *
 * @param onEvent told of each; what it returns as false ends the connection
 */
export async function readStream(
  { url, key }: TestClient,
  path: string,
  options: { readonly lastEventId?: number; readonly onEvent?: (event: ReadEvent) => boolean | undefined } = {},
): Promise<ReadEvent[]> {
  const ended = new AbortController();
  const response = await fetch(`${url}/api/v1${path}`, {
    signal: ended.signal,
    headers: {
      authorization: `Bearer ${key}`,
      ...(options.lastEventId !== undefined && { "last-event-id": String(options.lastEventId) }),
    },
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  const events: ReadEvent[] = [];
  let text = "";
  try {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const parts = text.split("\n\n");
      text = parts.pop() ?? "";
      for (const event of parts.flatMap(parse)) {
        events.push(event);
        if (options.onEvent?.(event) === false) return events;
      }
    }
  } finally {
    ended.abort();
  }
  return events;
}

function parse(block: string): ReadEvent[] {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trimStart());
  }
  const event = fields.get("event");
  if (event === undefined) return [];
  const id = fields.get("id");
  return [{ event, id: id === undefined ? undefined : Number(id), data: JSON.parse(fields.get("data") ?? "null") }];
}
