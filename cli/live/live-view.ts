import type { UpdateEvent } from "../../engine/update-events.ts";
import { truncate } from "../terminal/display-width.ts";
import { LiveArea } from "../terminal/live-area.ts";
import type { Output } from "../terminal/output.ts";
import { UpdateState } from "./update-state.ts";
import { type DrawOptions, zoneLines } from "./zone-lines.ts";

const FRAME_MS = 80;

/** Shows what happens in each zone. */
export interface UpdateView {
  event(event: UpdateEvent): void;
  /** Leaves the last picture standing and gives the terminal back. */
  close(): void;
}

/** On a terminal: one line a container, redrawn in place. */
export class LiveView implements UpdateView {
  readonly #output: Output;
  readonly #area: LiveArea;
  readonly #state = new UpdateState();
  readonly #timer: NodeJS.Timeout;
  #tick = 0;

  constructor(output: Output) {
    this.#output = output;
    this.#area = new LiveArea(output);
    this.#timer = setInterval(() => {
      this.#tick += 1;
      this.#draw();
    }, FRAME_MS);
  }

  event(event: UpdateEvent): void {
    this.#state.apply(event, performance.now());
  }

  close(): void {
    clearInterval(this.#timer);
    this.#area.close({ erase: true });
    // Why something is not well is told in full with the result.
    const last = { now: performance.now(), height: Number.POSITIVE_INFINITY, reasons: false };
    for (const line of this.#lines(last)) this.#output.say(truncate(line, this.#output.columns - 1));
    this.#output.say();
  }

  #draw(): void {
    const zones = Math.max(1, this.#state.zones.size);
    const whole = { now: performance.now(), tick: this.#tick, height: Number.POSITIVE_INFINITY };
    const lines = this.#lines(whole);
    const share = Math.max(3, Math.floor((this.#area.height - zones) / zones));
    this.#area.draw(lines.length <= this.#area.height ? lines : this.#lines({ ...whole, height: share }));
  }

  #lines(options: DrawOptions): string[] {
    const zones = [...this.#state.zones.values()].map((zone) => zoneLines(this.#output.talkCanvas, zone, options));
    return zones.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
  }
}
