import type { Diagnostic, Position, ValuePath } from "../constructs/diagnostic.ts";

/** Tells where in a definition's text a value stands; the nearest value around it when it is not written literally. */
export interface Locator {
  value(path: ValuePath): Position;
  key(path: ValuePath): Position;
  /** Place of one character (an index in UTF-16 units) of the string at `path`. */
  character(path: ValuePath, index: number): Position;
}

/** Counts lines and columns from 1; columns in UTF-16 units, as editors do. */
export class LineMap {
  readonly #file: string;
  readonly #starts: number[] = [0];

  constructor(file: string, text: string) {
    this.#file = file;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.#file, line: low + 1, column: offset - (this.#starts[low] as number) + 1 };
  }
}

/** Everything at the start of the file: for definitions that could not be read. */
export function startOf(file: string): Locator {
  const start = () => ({ file, line: 1, column: 1 });
  return { value: start, key: start, character: start };
}

/** Codes of diagnostics that are about a key rather than about its value. */
const ABOUT_KEYS: ReadonlySet<string> = new Set(["unknown-key", "invalid-name", "reserved-name"]);

/** Gives every diagnostic a position: the key's for findings about keys, the value's for all others. */
export function place(diagnostics: readonly Diagnostic[], locator: Locator): Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    if (diagnostic.position) return diagnostic;
    const path = diagnostic.path ?? [];
    return { ...diagnostic, position: ABOUT_KEYS.has(diagnostic.code) ? locator.key(path) : locator.value(path) };
  });
}
