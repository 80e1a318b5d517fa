import { seconds } from "../terminal/durations.ts";
import { LiveArea } from "../terminal/live-area.ts";
import type { Output } from "../terminal/output.ts";

const FRAME_MS = 80;
/** Without a terminal a long step is mentioned again this often. */
const REMINDER_MS = 15_000;

/** One line that says which long step is under way; on a terminal in place with a spinner, else a line a step. */
export class ProgressLine {
  readonly #output: Output;
  readonly #area?: LiveArea;
  readonly #timer?: NodeJS.Timeout;
  readonly #startedAt = performance.now();
  #text = "";
  #step = "";
  #saidAt = 0;
  #tick = 0;

  constructor(output: Output) {
    this.#output = output;
    if (!output.live) return;
    this.#area = new LiveArea(output);
    this.#timer = setInterval(() => this.#draw(), FRAME_MS);
  }

  /** `step` names what the text is about: without a terminal, a text of the same step is not said over and over. */
  show(text: string, step: string = text): void {
    this.#text = text;
    if (this.#area) return;
    const now = performance.now();
    if (step === this.#step && now - this.#saidAt < REMINDER_MS) return;
    this.#step = step;
    this.#saidAt = now;
    this.#output.say(text);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#area?.close({ erase: true });
  }

  #draw(): void {
    if (!this.#text) return;
    const { talk, symbols } = this.#output;
    this.#tick += 1;
    const picture = symbols.spinner[this.#tick % symbols.spinner.length] as string;
    const elapsed = talk.dim(seconds(performance.now() - this.#startedAt));
    this.#area?.draw([`${talk.cyan(picture)} ${this.#text}  ${elapsed}`]);
  }
}
