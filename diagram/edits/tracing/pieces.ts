import { applyChanges, type TextChange } from "../text-change.ts";

type Piece = { readonly from: number; readonly to: number } | { readonly written: string };

/** A text under change after change, which knows what became of its first bytes. */
export class Pieces {
  readonly #original: string;
  #text: string;
  #pieces: Piece[];

  constructor(text: string) {
    this.#original = text;
    this.#text = text;
    this.#pieces = text === "" ? [] : [{ from: 0, to: text.length }];
  }

  get text(): string {
    return this.#text;
  }

  apply(changes: readonly TextChange[]): void {
    this.#text = applyChanges(this.#text, changes);
    // From the last to the first, so that offsets before stay true.
    for (const { from, to, insert } of changes.toReversed()) {
      const pieces: Piece[] = [];
      let at = 0;
      let placed = false;
      const place = (): void => {
        if (!placed && insert !== "") pieces.push({ written: insert });
        placed = true;
      };
      for (const piece of this.#pieces) {
        const length = lengthOf(piece);
        const [start, end] = [at, at + length];
        at = end;
        if (start < from) pieces.push(part(piece, 0, Math.min(length, from - start)));
        if (start >= from || end > from) place();
        if (end > to) pieces.push(part(piece, Math.max(0, to - start), length));
      }
      place();
      this.#pieces = pieces.filter((one) => lengthOf(one) > 0);
    }
  }

  /** Changes of the first text that lead to the present one. */
  changes(): TextChange[] {
    const changes: TextChange[] = [];
    let at = 0;
    let written = "";
    const flush = (to: number): void => {
      if (to > at || written !== "") changes.push({ from: at, to, insert: written });
      written = "";
    };
    for (const piece of this.#pieces) {
      if ("written" in piece) {
        written += piece.written;
        continue;
      }
      flush(piece.from);
      at = piece.to;
    }
    flush(this.#original.length);
    return changes.flatMap((change) => smaller(change, this.#original));
  }
}

function lengthOf(piece: Piece): number {
  return "written" in piece ? piece.written.length : piece.to - piece.from;
}

function part(piece: Piece, start: number, end: number): Piece {
  if ("written" in piece) return { written: piece.written.slice(start, end) };
  return { from: piece.from + start, to: piece.from + end };
}

/** Without what is the same before and after. */
function smaller({ from, to, insert }: TextChange, original: string): TextChange[] {
  let [start, end] = [from, to];
  let [first, last] = [0, insert.length];
  while (start < end && first < last && original[start] === insert[first]) {
    start++;
    first++;
  }
  while (end > start && last > first && original[end - 1] === insert[last - 1]) {
    end--;
    last--;
  }
  return start === end && first === last ? [] : [{ from: start, to: end, insert: insert.slice(first, last) }];
}
