/** Offsets count UTF-16 units of the text before, as CodeMirror takes them. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** The text after changes that are sorted and do not overlap. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let end = 0;
  const pieces = changes.flatMap(({ from, to, insert }) => {
    if (from < end || to < from || to > text.length) throw new RangeError("text changes overlap or leave the text");
    const kept = text.slice(end, from);
    end = to;
    return [kept, insert];
  });
  return [...pieces, text.slice(end)].join("");
}

/** What gives back `text` after `changes` were made to it. */
export function inverseChanges(text: string, changes: readonly TextChange[]): TextChange[] {
  let shift = 0;
  return changes.map(({ from, to, insert }) => {
    const start = from + shift;
    shift += insert.length - (to - from);
    return { from: start, to: start + insert.length, insert: text.slice(from, to) };
  });
}
