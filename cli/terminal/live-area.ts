import { displayWidth, truncate } from "./display-width.ts";
import type { Output, RedrawnPicture } from "./output.ts";

const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";
/** Terminals that know it show the frame at once (https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036). */
const BEGIN_FRAME = "\u001b[?2026h";
const END_FRAME = "\u001b[?2026l";
const CLEAR_LINE_RIGHT = "\u001b[K";
const CLEAR_BELOW = "\u001b[J";

/**
 * The last lines of a terminal, drawn over and over. A frame is one write that overwrites the one before line by line, so
 * nothing flickers; it is cut to the terminal's width and height, so nothing wraps or scrolls away.
 */
export class LiveArea implements RedrawnPicture {
  readonly #output: Output;
  #drawn: readonly string[] = [];
  #open = false;
  readonly #restore = (): void => this.close();

  constructor(output: Output) {
    this.#output = output;
  }

  /** How many lines a frame may have. */
  get height(): number {
    return Math.max(3, this.#output.rows - 1);
  }

  draw(lines: readonly string[]): void {
    const columns = this.#output.columns;
    const frame = lines.slice(0, this.height).map((line) => truncate(line, columns - 1));
    if (this.#open && sameLines(frame, this.#drawn)) return;
    const body = frame.map((line) => `${line}${CLEAR_LINE_RIGHT}\n`).join("");
    this.#write(`${this.#start()}${this.#backToTop()}${body}${CLEAR_BELOW}`);
    this.#drawn = frame;
  }

  /** Lines that stay, above the area. */
  printAbove(lines: readonly string[]): void {
    const body = lines.map((line) => `${line}${CLEAR_LINE_RIGHT}\n`).join("");
    const again = this.#drawn.map((line) => `${line}${CLEAR_LINE_RIGHT}\n`).join("");
    this.#write(`${this.#backToTop()}${body}${again}${CLEAR_BELOW}`);
  }

  /** Takes the area away, or leaves its last frame standing, and gives the cursor back. */
  close({ erase = false }: { erase?: boolean } = {}): void {
    if (!this.#open) return;
    this.#write(`${erase ? this.#backToTop() + CLEAR_BELOW : ""}${SHOW_CURSOR}`);
    this.#drawn = [];
    this.#open = false;
    this.#output.redraws(undefined);
    process.off("exit", this.#restore);
  }

  #start(): string {
    if (this.#open) return "";
    this.#open = true;
    this.#output.redraws(this);
    process.once("exit", this.#restore);
    return HIDE_CURSOR;
  }

  /** A terminal that was made narrower has wrapped the lines drawn before. */
  #backToTop(): string {
    const columns = Math.max(1, this.#output.columns);
    const rows = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / columns)), 0);
    return rows === 0 ? "" : `\u001b[${rows}A\r`;
  }

  #write(text: string): void {
    this.#output.stderr.write(`${BEGIN_FRAME}${text}${END_FRAME}`);
  }
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
