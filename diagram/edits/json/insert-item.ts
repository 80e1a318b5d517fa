import type { Json } from "../spec-edit.ts";
import type { Chunk, Composite, Item } from "./concrete-syntax.ts";
import { itemChunks, textOf } from "./concrete-syntax.ts";
import { parseWritten } from "./parse.ts";
import { type Room, render } from "./render.ts";
import { indentOf, isSpread, type Style } from "./style.ts";
import { endsInLineComment, firstOf, hasComment, hasLineBreak } from "./trivia.ts";

const LONGEST_LINE = 100;

/** Where an object or list begins. */
export interface Begin {
  /** Indentation of its line. */
  readonly indent: string;
  /** Characters before it in its line. */
  readonly column: number;
  /** How many objects and lists it stands in. */
  readonly depth: number;
}

/** A key with its value, or an element, which has no key. */
export interface Entry {
  readonly key?: string;
  readonly value: Json;
}

/** Writes an entry after the item at `index - 1`; of an empty object or list `index` is 0. */
export function insertItem(parent: Composite, index: number, entry: Entry, style: Style, begin: Begin): void {
  const before = parent.items[index - 1];
  if (before) insertAfter(parent, before, index, entry, style, begin);
  else insertFirst(parent, entry, style, begin);
}

function insertAfter(parent: Composite, before: Item, index: number, entry: Entry, style: Style, begin: Begin): void {
  const ownLine = isSpread(parent) || endsInLineComment(before.trail);
  const indent = parent.items
    .slice(0, index)
    .map(indentOf)
    .findLast((one) => one !== undefined);
  const inner = indent ?? begin.indent + style.unit;
  const lead = ownLine ? `${lineBreaks(parent, style)}${inner}` : separator(parent, style);
  const { node } = before;
  const alike = parent.kind === "list" && node.kind !== "scalar" && node.kind === kindOf(entry.value) && isSpread(node);
  const form = !ownLine ? "one-line" : alike || isMainList(entry, begin) ? "spread" : "fitting";
  const last = index === parent.items.length;
  const comma = last ? before.comma && written(",") : written(",");
  before.comma ??= written(",");
  parent.items.splice(index, 0, { ...item(lead, entry, style, { indent: inner, form }), comma });
}

function insertFirst(parent: Composite, entry: Entry, style: Style, begin: Begin): void {
  const { indent, column, depth } = begin;
  const commented = hasComment(parent.tail);
  const kept = commented ? textOf(parent.tail).trimEnd() : "";
  const inner = indent + style.unit;
  const flat = item("", entry, style, { indent, form: "one-line" });
  const length = column + kept.length + textOf(itemChunks(flat)).length + 4;
  const spread =
    !style.oneLine && (hasLineBreak(parent.tail) || length > LONGEST_LINE || (depth === 1 && isComposite(entry)));
  const padding = parent.kind === "object" ? style.braces : style.brackets;
  const space = spread ? `${style.eol}${inner}` : commented ? " " : padding;
  const room: Omit<Room, "column"> = spread
    ? { indent: inner, form: isMainList(entry, begin) ? "spread" : "fitting" }
    : { indent, form: "one-line" };
  const first = item("", entry, style, room);
  first.lead = [...(commented ? firstOf(parent.tail, kept.length) : []), written(space)];
  if (spread && style.trailingComma) first.comma = written(",");
  parent.items.push(first);
  parent.tail = [written(spread ? `${style.eol}${indent}` : padding)];
}

function item(lead: string, { key, value }: Entry, style: Style, room: Omit<Room, "column">): Item {
  const name = key === undefined ? "" : JSON.stringify(key);
  const colon = key === undefined ? "" : style.colon;
  const column = room.indent.length + name.length + colon.length;
  return {
    lead: [written(lead)],
    ...(key !== undefined && { key: { chunk: written(name), name: key }, colon: written(colon) }),
    node: parseWritten(render(value, style, { ...room, column })),
    gap: [],
    comma: undefined,
    trail: [],
  };
}

export function written(text: string): Chunk {
  return { text };
}

/** A line break, or two where all others are set apart by an empty line. */
function lineBreaks({ items }: Composite, { eol }: Style): string {
  const further = items.slice(1);
  const apart = further.length > 0 && further.every(({ lead }) => /^[ \t]*(\r\n|\n|\r)[ \t]*[\r\n]/.test(textOf(lead)));
  return apart ? eol + eol : eol;
}

/** What stands between elements on one line. */
function separator({ items }: Composite, { comma }: Style): string {
  const second = items[1] && textOf(items[1].lead);
  return second !== undefined && /^[ \t]*$/.test(second) ? second : comma.slice(1);
}

/** A list of objects at the top, such as containers: each of them has a line of its own. */
function isMainList({ value }: Entry, { depth }: Begin): boolean {
  return depth === 0 && Array.isArray(value) && value.some((one) => typeof one === "object");
}

function isComposite({ value }: Entry): boolean {
  return typeof value === "object" && value !== null;
}

function kindOf(value: Json): "object" | "list" | "scalar" {
  return typeof value !== "object" || value === null ? "scalar" : Array.isArray(value) ? "list" : "object";
}
