import { createHash } from "node:crypto";

/**
 * A version of what is answered, for what comes from several rows or from a row that may be removed and made again: the
 * count of changes of one row would not tell those apart. 48 bits of a hash, so that it is a whole number.
 */
export function versionOf(answer: unknown): number {
  return createHash("sha256").update(JSON.stringify(answer)).digest().readUIntBE(0, 6);
}
