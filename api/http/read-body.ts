import type { IncomingMessage } from "node:http";
import { Problem } from "./problem.ts";

/** A definition may have 1 MiB, which JSON may write with six characters for one; more than that nobody needs. */
const MAX_BYTES = 6 * 1024 * 1024;
const MAX_DEPTH = 100;

/**
 * The body of a request as JSON; undefined when there is none. Read only after the caller is known. Refuses what is no
 * JSON, is compressed, too large, nested too deep, or names `__proto__`.
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const { headers } = request;
  const length = Number(headers["content-length"] ?? "0");
  if (length > MAX_BYTES) throw tooLarge();
  if (length === 0 && headers["transfer-encoding"] === undefined) return undefined;
  if (!/^application\/json\s*(;\s*charset=("?)utf-8\2\s*)?$/i.test(headers["content-type"] ?? "")) {
    throw new Problem("wrong-media-type", "send JSON, as Content-Type: application/json");
  }
  if (headers["content-encoding"] !== undefined && headers["content-encoding"] !== "identity") {
    throw new Problem("wrong-media-type", "send it uncompressed, without Content-Encoding");
  }
  const bytes = await readBounded(request);
  if (bytes.length === 0) return undefined;
  return parse(bytes);
}

async function readBounded(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > MAX_BYTES) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    // Nobody is told; but it is no failure of ours, and nothing for the log.
    if ((error as NodeJS.ErrnoException).code === "ECONNRESET") throw new Problem("bad-request", "the body has no end");
    throw error;
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("bad-request", "the body is not UTF-8 text");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text around the mistake, which may be a secret.
    throw new Problem("bad-request", "the body is not JSON");
  }
  if (isHostile(value, 0)) {
    throw new Problem(
      "bad-request",
      "the body is nested too deep, or holds a zero byte, half a character or __proto__",
    );
  }
  return value;
}

/** A zero byte cannot be kept by PostgreSQL, half a character cannot be kept by anybody. */
function isHostile(value: unknown, depth: number): boolean {
  if (typeof value === "string") return value.includes("\u0000") || !value.isWellFormed();
  if (typeof value !== "object" || value === null) return false;
  if (depth > MAX_DEPTH) return true;
  if (Array.isArray(value)) return value.some((item) => isHostile(item, depth + 1));
  return Object.entries(value).some(
    ([key, item]) => key === "__proto__" || isHostile(key, depth) || isHostile(item, depth + 1),
  );
}

function tooLarge(): Problem {
  return new Problem("too-large", `the body is larger than ${MAX_BYTES / 1024 / 1024} MiB`);
}
