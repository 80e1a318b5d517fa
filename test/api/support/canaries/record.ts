import type { Evidence } from "./evidence.ts";

/** Keeps what every `fetch` of this process is answered, headers too, until it is told to stop. */
export function recordFetch(evidence: Evidence): () => void {
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await original(input, init);
    const { status, headers } = response;
    const id = headers.get("x-request-id") ?? "none";
    const where = `${id} to ${init?.method ?? "GET"}, status ${status}`;
    evidence.add("response", `${where}, headers`, JSON.stringify([...headers]));
    const keep = { status, headers };
    if (headers.get("content-type")?.startsWith("text/event-stream") && response.body) {
      const [one, other] = response.body.tee();
      void keepStream(evidence, where, other);
      return new Response(one, keep);
    }
    const body = Buffer.from(await response.arrayBuffer());
    evidence.add("response", `${where}, body`, body);
    return new Response(body.length > 0 ? body : null, keep);
  };
  return () => {
    globalThis.fetch = original;
  };
}

/** Whoever reads the stream may leave it: what came until then counts. */
async function keepStream(evidence: Evidence, where: string, stream: ReadableStream<Uint8Array>): Promise<void> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } catch {
    // It was left.
  }
  evidence.add("stream", where, Buffer.concat(chunks));
}

/** Keeps what this process writes to its standard output and error, until it is told to stop. */
export function recordOutput(evidence: Evidence): () => void {
  const originals = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream);
    stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
      evidence.add("output", "of the process", typeof chunk === "string" ? chunk : Buffer.from(chunk));
      return write(chunk, ...rest);
    }) as typeof stream.write;
    return () => {
      stream.write = write;
    };
  });
  return () => {
    for (const restore of originals) restore();
  };
}
