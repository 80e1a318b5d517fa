import type { Json } from "../spec-edit.ts";

/** A piece of text, and where it stood in the text that was read; undefined of what an edit wrote. */
export interface Chunk {
  readonly text: string;
  readonly at?: number;
}

export interface Scalar {
  readonly kind: "scalar";
  readonly chunk: Chunk;
  readonly value: string | number | boolean | null;
}

/** One element of a list, or one key of an object with its value. Printed in the order of these members. */
export interface Item {
  /** White space and comments before it, without those that end the line of the item before. */
  lead: Chunk[];
  /** With its quotes. Undefined in lists. */
  key?: { chunk: Chunk; readonly name: string };
  /** The colon with what surrounds it. */
  colon?: Chunk;
  node: Node;
  /** White space and comments between the value and its comma. */
  gap: Chunk[];
  comma: Chunk | undefined;
  /** Comments after it that end its line. */
  trail: Chunk[];
}

export interface Composite {
  readonly kind: "object" | "list";
  readonly open: Chunk;
  readonly items: Item[];
  /** White space and comments after the last item. */
  tail: Chunk[];
  readonly close: Chunk;
}

export type Node = Scalar | Composite;

/** A whole text: every character of it stands in one of the chunks. */
export interface Document {
  readonly before: Chunk;
  root: Node;
  readonly after: Chunk;
}

export function textOf(chunks: readonly Chunk[]): string {
  return chunks.map(({ text }) => text).join("");
}

export function chunksOf({ before, root, after }: Document): Chunk[] {
  const chunks: Chunk[] = [before];
  collect(root, chunks);
  chunks.push(after);
  return chunks;
}

export function itemChunks(item: Item): Chunk[] {
  const chunks: Chunk[] = [];
  collectItem(item, chunks);
  return chunks;
}

function collect(node: Node, into: Chunk[]): void {
  if (node.kind === "scalar") {
    into.push(node.chunk);
    return;
  }
  into.push(node.open);
  for (const item of node.items) collectItem(item, into);
  into.push(...node.tail, node.close);
}

function collectItem({ lead, key, colon, node, gap, comma, trail }: Item, into: Chunk[]): void {
  into.push(...lead);
  if (key && colon) into.push(key.chunk, colon);
  collect(node, into);
  into.push(...gap);
  if (comma) into.push(comma);
  into.push(...trail);
}

/** The value that a node stands for. Of a key that stands there twice the last counts. */
export function plainOf(node: Node): Json {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map((item) => plainOf(item.node));
  // Object.fromEntries defines keys, so that "__proto__" is a key like any other.
  return Object.fromEntries(node.items.map(({ key, node: value }) => [key?.name, plainOf(value)]));
}
