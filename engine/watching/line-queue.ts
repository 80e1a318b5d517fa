/** How many lines may wait to be read before their writers are held back. */
const CAPACITY = 1_000;

/** Many streams of lines as one, in the order in which they come; ends with the signal. */
export class LineQueue<T> implements AsyncIterable<T> {
  readonly #lines: T[] = [];
  readonly #signal: AbortSignal;
  #changed = Promise.withResolvers<void>();
  #failure: { readonly error: unknown } | undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#wake(), { once: true });
  }

  /** Resolves when the stream has ended. */
  async addAll(lines: AsyncIterable<T>): Promise<void> {
    try {
      for await (const line of lines) {
        while (this.#lines.length >= CAPACITY && !this.#signal.aborted) await this.#changed.promise;
        if (this.#signal.aborted) return;
        this.#lines.push(line);
        this.#wake();
      }
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error: unknown): void {
    this.#failure = { error };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (!this.#signal.aborted) {
      const line = this.#lines.shift();
      if (line !== undefined) {
        yield line;
        this.#wake();
      } else if (this.#failure) throw this.#failure.error;
      else await this.#changed.promise;
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
