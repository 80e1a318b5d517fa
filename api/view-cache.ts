/** Characters that are kept, of all projects together. */
const LARGEST = 16 * 1024 * 1024;

/**
 * Keeps what was made last, up to a size; what is asked for while it is being made is made once. Values are plain, and
 * nobody changes them.
 */
export class ViewCache {
  readonly #largest: number;
  readonly #kept = new Map<string, { readonly value: unknown; readonly size: number }>();
  readonly #making = new Map<string, Promise<unknown>>();
  #size = 0;

  constructor(largest = LARGEST) {
    this.#largest = largest;
  }

  async get<T>(key: string, make: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept.value as T;
    }
    const known = this.#making.get(key);
    if (known) return known as Promise<T>;
    const made = make();
    this.#making.set(key, made);
    try {
      const value = await made;
      this.#keep(key, value);
      return value;
    } finally {
      this.#making.delete(key);
    }
  }

  #keep(key: string, value: unknown): void {
    const size = typeof value === "string" ? value.length : JSON.stringify(value).length;
    if (size > this.#largest / 4) return;
    this.#kept.set(key, { value, size });
    this.#size += size;
    for (const [oldest, { size: freed }] of this.#kept) {
      if (this.#size <= this.#largest) return;
      this.#kept.delete(oldest);
      this.#size -= freed;
    }
  }
}
