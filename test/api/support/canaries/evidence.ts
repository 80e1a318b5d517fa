import { gunzipSync, inflateSync } from "node:zlib";
import { type Canary, formsOf } from "./canary.ts";
import { Finder } from "./finder.ts";

/** Kinds of places. */
export type Kind = "response" | "stream" | "log" | "output" | "row" | "wal" | "file" | "command";

interface Piece {
  readonly kind: Kind;
  readonly where: string;
  readonly data: Buffer;
}

export interface Finding {
  readonly kind: Kind;
  readonly canary: string;
  readonly where: string;
}

/** Data within data is looked into so deep: base64 of a compressed text in JSON. */
const DEPTH = 3;
/** Larger pieces are looked through as they are only. */
const LARGEST_UNPACKED = 16 * 1024 * 1024;
const BASE64 = /[A-Za-z0-9+/_-]{24,}={0,2}/g;

/** Everything that somebody may get to see, and what of it must not be there. */
export class Evidence {
  readonly #pieces: Piece[] = [];
  readonly #canaries: Canary[] = [];

  add(kind: Kind, where: string, data: string | Buffer): void {
    if (data.length > 0) this.#pieces.push({ kind, where, data: typeof data === "string" ? Buffer.from(data) : data });
  }

  guard(canary: Canary): void {
    this.#canaries.push(canary);
  }

  /** How much there is of each kind, so that nothing is taken for clean that was not looked at. */
  get bytes(): Readonly<Record<string, number>> {
    const bytes: Record<string, number> = {};
    for (const { kind, data } of this.#pieces) bytes[kind] = (bytes[kind] ?? 0) + data.length;
    return bytes;
  }

  get canaries(): readonly Canary[] {
    return this.#canaries;
  }

  /** Where canaries are that may not be there. */
  search(): Finding[] {
    const finder = new Finder();
    for (const { name, needles } of this.#canaries) {
      for (const needle of needles) for (const form of formsOf(needle)) finder.add(name, form);
    }
    const allowed = new Map(this.#canaries.map((canary) => [canary.name, canary.allowed]));
    return this.#pieces.flatMap(({ kind, where, data }) =>
      [...findIn(finder, data, DEPTH)]
        .filter((name) => !allowed.get(name)?.some((place) => place.test(`${kind} ${where}`)))
        .map((canary) => ({ kind, canary, where })),
    );
  }
}

function findIn(finder: Finder, data: Buffer, depth: number): Set<string> {
  const found = finder.find(data);
  if (depth === 0 || data.length > LARGEST_UNPACKED) return found;
  for (const inner of unpack(data)) for (const name of findIn(finder, inner, depth - 1)) found.add(name);
  return found;
}

function* unpack(data: Buffer): Generator<Buffer> {
  const plain = decompress(data);
  if (plain) yield plain;
  for (const [text] of data.toString("latin1").matchAll(BASE64)) yield Buffer.from(text, "base64");
}

function decompress(data: Buffer): Buffer | undefined {
  try {
    if (data[0] === 0x1f && data[1] === 0x8b) return gunzipSync(data);
    if (data[0] === 0x78) return inflateSync(data);
  } catch {
    // It only looked like it.
  }
  return undefined;
}
