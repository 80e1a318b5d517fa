import styles from "./canvas.module.css";
import { prefersStillness } from "./view.ts";

const BEAT = 700;
/** While the view moves nothing else does. */
const PAUSE = 400;

/**
 * What is starting fades and comes back, by one class for all. An animation of CSS would make a layer of each chip, and of
 * all that lies above it: with twenty of them the compositor takes longer than a frame to sort them.
 */
export class Pulse {
  readonly #element: HTMLElement;
  #timer: ReturnType<typeof setInterval> | undefined;
  #pausedUntil = 0;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  set(isOn: boolean): void {
    const beats = isOn && !prefersStillness();
    if (beats === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = beats ? setInterval(this.#beat, BEAT) : undefined;
    if (!beats) this.#element.classList.remove(styles.beat ?? "");
  }

  pause(): void {
    this.#pausedUntil = performance.now() + PAUSE;
  }

  readonly #beat = (): void => {
    if (performance.now() > this.#pausedUntil && !document.hidden) this.#element.classList.toggle(styles.beat ?? "");
  };
}
