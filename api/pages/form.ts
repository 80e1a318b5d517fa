import type { Request } from "express";
import { Problem } from "../http/problem.ts";

const MAX_BYTES = 16 * 1024;
const MAX_FIELDS = 20;

/**
 * What a form of ours sends, by the name of its fields; empty ones are left out. Refuses other media types, more than
 * 16 KiB, a field twice.
 */
export async function readForm(request: Request): Promise<Readonly<Record<string, string>>> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.get("content-type") ?? "")) {
    throw new Problem("wrong-media-type", "this address takes what a form of its page sends");
  }
  const fields = new URLSearchParams(await readText(request));
  const names = [...fields.keys()];
  if (names.length > MAX_FIELDS || new Set(names).size < names.length) {
    throw new Problem("bad-request", "the form has a field twice, or too many");
  }
  const filled = [...fields].filter(([, value]) => value !== "");
  if (filled.some(([, value]) => value.includes("\u0000") || !value.isWellFormed())) {
    throw new Problem("bad-request", "the form holds signs that no text can hold");
  }
  // Without a prototype: a field may have any name.
  return Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(filled));
}

async function readText(request: Request): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new Problem("too-large", "the form is larger than 16 KiB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
