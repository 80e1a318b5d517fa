import { uuidv7 } from "uuidv7";

/** An id that nobody guesses and that sorts by when it was made (RFC 9562, version 7). */
export function newId(): string {
  return uuidv7();
}
