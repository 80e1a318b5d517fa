/** A binary heap of numbers by rank, smallest first; of equal ranks the one that came first. */
export class Heap {
  readonly #values: number[] = [];
  readonly #ranks: number[] = [];
  readonly #turns: number[] = [];
  #turn = 0;

  push(value: number, rank: number): void {
    let at = this.#values.length;
    this.#set(at, value, rank, this.#turn++);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): number | undefined {
    const first = this.#values[0];
    const last = this.#values.length - 1;
    if (last < 0) return undefined;
    this.#swap(0, last);
    this.#values.pop();
    this.#ranks.pop();
    this.#turns.pop();
    this.#sink();
    return first;
  }

  #sink(): void {
    const size = this.#values.length;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < size && this.#isBefore(left, least)) least = left;
      if (right < size && this.#isBefore(right, least)) least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const difference = (this.#ranks[a] as number) - (this.#ranks[b] as number);
    return difference < 0 || (difference === 0 && (this.#turns[a] as number) < (this.#turns[b] as number));
  }

  #set(at: number, value: number, rank: number, turn: number): void {
    this.#values[at] = value;
    this.#ranks[at] = rank;
    this.#turns[at] = turn;
  }

  #swap(a: number, b: number): void {
    const [value, rank, turn] = [this.#values[a], this.#ranks[a], this.#turns[a]] as [number, number, number];
    this.#set(a, this.#values[b] as number, this.#ranks[b] as number, this.#turns[b] as number);
    this.#set(b, value, rank, turn);
  }
}
