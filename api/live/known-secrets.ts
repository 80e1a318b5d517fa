import { isDatabaseAway } from "../http/problem-of-error.ts";

/** Milliseconds for which what is secret is taken as known. */
const KNOWN_FOR = 2_000;

export type Redact = (text: string) => string;

/** What takes secrets out of texts for as long as a stream lasts: read anew every few seconds, in so far as there are texts. */
export class KnownSecrets {
  readonly #read: () => Promise<Redact>;
  #known: { readonly redact: Redact; readonly until: number } | undefined;

  constructor(read: () => Promise<Redact>) {
    this.#read = read;
  }

  async redactor(): Promise<Redact> {
    if (this.#known && this.#known.until > Date.now()) return this.#known.redact;
    try {
      const redact = await this.#read();
      this.#known = { redact, until: Date.now() + KNOWN_FOR };
      return redact;
    } catch (error) {
      // While the database is away nobody sets or deploys another secret.
      if (this.#known && isDatabaseAway(error)) return this.#known.redact;
      throw error;
    }
  }
}
