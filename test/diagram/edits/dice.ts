import fc from "fast-check";

/** Choices that a property makes while it runs, all drawn beforehand, so that a failure can be repeated and shrunk. */
export class Dice {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** From 0 up to, and without, `below`. */
  roll(below: number): number {
    const number = this.#numbers[this.#next++ % this.#numbers.length] ?? 0;
    // Mixed with how often it was rolled, or a short list would give the same few choices over and over.
    return Math.abs((number ^ Math.imul(this.#next, 0x9e3779b1)) >>> 3) % below;
  }

  chance(oneIn: number): boolean {
    return this.roll(oneIn) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.roll(list.length)] as T;
  }
}

export const anyDice: fc.Arbitrary<Dice> = fc
  .array(fc.nat(), { minLength: 8, maxLength: 64 })
  .map((numbers) => new Dice(numbers));
