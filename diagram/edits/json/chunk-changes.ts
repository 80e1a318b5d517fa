import type { TextChange } from "../text-change.ts";
import type { Chunk } from "./concrete-syntax.ts";

/** What has to be changed in the text that was read so that it becomes what the chunks say. */
export function chunkChanges(text: string, chunks: readonly Chunk[]): TextChange[] {
  const changes: TextChange[] = [];
  let position = 0;
  let insert: string[] = [];
  const close = (to: number) => {
    if (to > position || insert.length > 0) {
      const change = trimmed(text, { from: position, to, insert: insert.join("") });
      if (change) changes.push(change);
    }
    insert = [];
  };
  for (const { text: piece, at } of chunks) {
    if (at === undefined) {
      if (piece !== "") insert.push(piece);
    } else {
      close(at);
      position = at + piece.length;
    }
  }
  close(text.length);
  return changes;
}

/** Without what stays the same at both ends; undefined when that is everything. */
function trimmed(text: string, { from, to, insert }: TextChange): TextChange | undefined {
  const removed = text.slice(from, to);
  if (removed === insert) return undefined;
  const shorter = Math.min(removed.length, insert.length);
  let start = 0;
  while (start < shorter && removed[start] === insert[start]) start++;
  if (splitsPair(removed, start) || splitsPair(insert, start)) start--;
  let end = 0;
  while (end < shorter - start && removed.at(-1 - end) === insert.at(-1 - end)) end++;
  if (splitsPair(removed, removed.length - end) || splitsPair(insert, insert.length - end)) end--;
  return { from: from + start, to: to - end, insert: insert.slice(start, insert.length - end) };
}

/** Whether an offset stands within two units that are one character, or one line break. */
function splitsPair(text: string, offset: number): boolean {
  return /^(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|\r\n)$/.test(text.slice(Math.max(0, offset - 1), offset + 1));
}
