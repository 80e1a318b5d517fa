/** Bytes that are looked at together; nothing shorter can be looked for. */
export const SHORTEST = 8;
const BASE = 16_777_619;

/** Finds many texts in large data in one pass: by a hash of every eight bytes (Rabin and Karp, 1987). */
export class Finder {
  readonly #byHash = new Map<number, { readonly bytes: Buffer; readonly name: string }[]>();
  /** Most hashes are no text's: this says so without asking the map. */
  readonly #maybe = new Uint8Array(1 << 16);

  add(name: string, bytes: Buffer): void {
    if (bytes.length < SHORTEST) throw new RangeError(`${name} is too short to be looked for`);
    const hash = hashOf(bytes);
    this.#maybe[fold(hash)] = 1;
    this.#byHash.set(hash, [...(this.#byHash.get(hash) ?? []), { name, bytes }]);
  }

  /** Names of what is in the data. */
  find(data: Buffer): Set<string> {
    const found = new Set<string>();
    let hash = hashOf(data.subarray(0, SHORTEST - 1));
    for (let end = SHORTEST - 1; end < data.length; end++) {
      const start = end - SHORTEST + 1;
      hash = (Math.imul(hash, BASE) + (data[end] as number)) | 0;
      if (this.#maybe[fold(hash)]) {
        for (const { name, bytes } of this.#byHash.get(hash) ?? []) {
          if (data.compare(bytes, 0, bytes.length, start, Math.min(start + bytes.length, data.length)) === 0) {
            found.add(name);
          }
        }
      }
      hash = (hash - Math.imul(data[start] as number, LEAVING)) | 0;
    }
    return found;
  }
}

/** What the first of eight bytes counts for. */
const LEAVING = Array.from({ length: SHORTEST - 1 }).reduce<number>((power) => Math.imul(power, BASE), 1);

function hashOf(bytes: Buffer): number {
  let hash = 0;
  for (const byte of bytes.subarray(0, SHORTEST)) hash = (Math.imul(hash, BASE) + byte) | 0;
  return hash;
}

function fold(hash: number): number {
  return (hash ^ (hash >>> 16)) & 0xffff;
}
