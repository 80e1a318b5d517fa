import type { Readable } from "node:stream";

/** Lines of a stream, without their ends. What exceeds `limit` characters in one line is cut off. */
export async function* lines(stream: Readable, limit: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = (parts.pop() as string).slice(0, limit);
    for (const part of parts) yield part.slice(0, limit);
  }
  if (rest) yield rest;
}
