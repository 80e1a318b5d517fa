/**
 * As much of a terminal as our output uses: what stands on the screen after a text with line feeds, carriage returns,
 * cursor up, clear to the right and clear below was written to it. Anything else makes it throw.
 */
export class Screen {
  readonly #columns: number;
  readonly #rows: number;
  #lines: string[] = [""];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#rows = rows;
  }

  feed(text: string): this {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are driven by them
    const token = /\u001b\[(\??)([0-9;]*)([A-Za-z])|\n|\r|[^\u001b\n\r]+/gu;
    for (const [whole, isPrivate, numbers, letter] of text.matchAll(token)) {
      if (letter) this.#control(isPrivate === "?", Number(numbers || "1"), letter);
      else if (whole === "\n") this.#lineFeed();
      else if (whole === "\r") this.#column = 0;
      else this.#print(whole);
    }
    return this;
  }

  /** Lines from the first to the last that holds something. */
  lines(): string[] {
    const trimmed = this.#lines.map((line) => line.trimEnd());
    return trimmed.slice(0, trimmed.findLastIndex((line) => line !== "") + 1);
  }

  #control(isPrivate: boolean, count: number, letter: string): void {
    if (isPrivate || letter === "m") return;
    if (letter === "A") this.#row = Math.max(0, this.#row - count);
    else if (letter === "K") this.#lines[this.#row] = this.#line().slice(0, this.#column);
    else if (letter === "J") this.#lines = [...this.#lines.slice(0, this.#row), this.#line().slice(0, this.#column)];
    else throw new Error(`a screen does not know the control ${letter}`);
  }

  #line(): string {
    return this.#lines[this.#row] ?? "";
  }

  #print(text: string): void {
    const line = this.#line().padEnd(this.#column);
    const printed = line.slice(0, this.#column) + text + line.slice(this.#column + text.length);
    if (printed.length > this.#columns) throw new Error(`a line is wider than the screen: ${printed}`);
    this.#lines[this.#row] = printed;
    this.#column += text.length;
  }

  /** The terminal turns a line feed into the start of the next line. */
  #lineFeed(): void {
    this.#column = 0;
    this.#row += 1;
    if (this.#lines.length <= this.#row) this.#lines.push("");
    if (this.#lines.length <= this.#rows) return;
    this.#lines.shift();
    this.#row -= 1;
  }
}
