/** Remembers that it was rung while nobody was listening. */
export class Bell {
  readonly #signal: AbortSignal;
  #rung = false;
  #wake: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => this.ring());
  }

  ring(): void {
    this.#rung = true;
    this.#wake();
  }

  /** Resolves when it was rung, or after `patience` milliseconds. */
  async heard(patience: number): Promise<void> {
    if (!this.#rung && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#rung = false;
  }
}
