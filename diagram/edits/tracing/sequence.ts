import type { TextChange } from "../text-change.ts";
import type { Standing } from "./expression.ts";
import {
  type Comments,
  endOfLine,
  indentAt,
  indentUnit,
  newlineOf,
  restIsComment,
  skipTrivia,
  startOfLine,
} from "./trivia.ts";

/** Things between brackets, divided by commas: fields, elements, arguments. */
export interface Sequence {
  /** Offset after the opening bracket. */
  readonly open: number;
  /** Offset of the closing bracket. */
  readonly close: number;
  readonly items: readonly Standing[];
  /** Whether spaces stand inside of the brackets of one line: `{ a: 1 }`. */
  readonly spaced: boolean;
}

/** How an item is written that begins at a column, in one line when `flat`. */
export type Written = (indent: string, flat: boolean) => string;

/** Adds an item before the one with this index (at the end when there is none), written as its neighbours are. */
export function insertItem(
  text: string,
  sequence: Sequence,
  index: number,
  item: Written,
  comments: Comments,
): readonly TextChange[] {
  const { items, open, close } = sequence;
  const newline = newlineOf(text);
  const previous = items[index - 1];
  const next = items[index];
  const anchor = previous ?? next;
  if (!anchor) return fillEmpty(text, sequence, item);
  const broken = startsLine(text, anchor.from, open);
  if (!broken) {
    // What stands beside something on several lines may take several lines too.
    const written = item(indentAt(text, anchor.from), !text.slice(anchor.from, anchor.to).includes("\n"));
    if (!previous) return [insert((next as Standing).from, `${written}, `)];
    const comma = commaAfter(text, previous.to, close, comments);
    if (comma === undefined) return [insert(previous.to, `, ${written}`)];
    return [insert(comma, ` ${written},`)];
  }
  const indent = indentAt(text, anchor.from);
  const written = item(indent, false);
  if (!previous) return [insert((next as Standing).from, `${written},${newline}${indent}`)];
  const comma = commaAfter(text, previous.to, close, comments);
  const end = restIsComment(text, comma ?? previous.to, comments) ?? comma ?? previous.to;
  const line = `${newline}${indent}${written}`;
  if (comma !== undefined) return [insert(end, `${line},`)];
  return merged([insert(previous.to, ","), insert(end, line)]);
}

function fillEmpty(text: string, { open, close, spaced }: Sequence, item: Written): readonly TextChange[] {
  const inside = text.slice(open, close);
  if (inside.trim() === "" && !inside.includes("\n")) {
    const written = item(indentAt(text, open), true);
    return [{ from: open, to: close, insert: spaced ? ` ${written} ` : written }];
  }
  const newline = newlineOf(text);
  const own = indentAt(text, close);
  const indent = startsLine(text, close, open) ? own + indentUnit(text) : indentAt(text, open);
  if (!startsLine(text, close, open)) return [insert(close, `${newline}${indent}${item(indent, false)}${newline}`)];
  const before = close - own.length - newline.length;
  return [insert(Math.max(open, before), `${newline}${indent}${item(indent, false)},`)];
}

/** Takes an item away, with the comma and the line that it alone takes up, and comments that stand right above it. */
export function removeItem(text: string, sequence: Sequence, index: number, comments: Comments): readonly TextChange[] {
  const { items, open, close } = sequence;
  const item = items[index] as Standing;
  const previous = items[index - 1];
  const comma = commaAfter(text, item.to, close, comments);
  const end = comma ?? item.to;
  if (startsLine(text, item.from, open)) {
    const lineEnd = restIsComment(text, end, comments);
    if (lineEnd !== undefined && lineEnd < close) {
      const from = startOfLine(text, startOfComments(text, item.from, previous?.to ?? open));
      const own = { from, to: nextLine(text, lineEnd), insert: "" };
      if (comma !== undefined || !previous) return [own];
      const before = commaAfter(text, previous.to, item.from, comments);
      return before === undefined ? [own] : merged([{ from: before - 1, to: before, insert: "" }, own]);
    }
  }
  const next = items[index + 1];
  if (next && comma !== undefined) {
    const to = text.slice(comma, next.from).trim() === "" ? next.from : comma;
    return [{ from: item.from, to, insert: "" }];
  }
  const trailing = comma !== undefined;
  const before = previous ? commaAfter(text, previous.to, item.from, comments) : undefined;
  if (previous && before !== undefined) {
    // The comma before it goes, or the one after it when the list ends with one.
    const from = text.slice(before, item.from).trim() === "" ? before : item.from;
    if (trailing) return [{ from, to: end, insert: "" }];
    return from === before
      ? [{ from: before - 1, to: item.to, insert: "" }]
      : merged([
          { from: before - 1, to: before, insert: "" },
          { from, to: item.to, insert: "" },
        ]);
  }
  const alone = text.slice(open, item.from).trim() === "" && text.slice(end, close).trim() === "";
  return [alone ? { from: open, to: close, insert: "" } : { from: item.from, to: end, insert: "" }];
}

/** Offset after the comma that follows an item; undefined when none does. */
export function commaAfter(text: string, from: number, until: number, comments: Comments): number | undefined {
  let at = skipTrivia(text, from, comments);
  // An item in brackets ends before them.
  while (text[at] === ")" && at < until) at = skipTrivia(text, at + 1, comments);
  return at < until && text[at] === "," ? at + 1 : undefined;
}

function startsLine(text: string, at: number, open: number): boolean {
  const start = startOfLine(text, at);
  return start >= open && text.slice(start, at).trim() === "";
}

/** Comments on lines of their own right above something belong to it. */
function startOfComments(text: string, from: number, until: number): number {
  let start = startOfLine(text, from);
  while (start > until) {
    const above = startOfLine(text, start - 1);
    const line = text.slice(above, start).trim();
    if (above < until || !(line.startsWith("//") || line.startsWith("#"))) break;
    start = above;
  }
  return start;
}

function nextLine(text: string, at: number): number {
  const end = endOfLine(text, at);
  return text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length);
}

function insert(at: number, written: string): TextChange {
  return { from: at, to: at, insert: written };
}

function merged(changes: readonly TextChange[]): readonly TextChange[] {
  const out: TextChange[] = [];
  for (const change of changes) {
    const last = out.at(-1);
    if (last && last.to >= change.from)
      out[out.length - 1] = { from: last.from, to: Math.max(last.to, change.to), insert: last.insert + change.insert };
    else out.push(change);
  }
  return out;
}
