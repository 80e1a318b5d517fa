import { createHash, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

/**
 * What a key looks like: `esp_` (a person's) or `espp_` (a project's own), 32 random letters and digits (190 bits), and 6
 * that are a checksum of what stands before them: a mistyped key is told from a revoked one without asking the database,
 * and scanners of leaked secrets find only real ones.
 */
const PREFIX = { person: "esp_", project: "espp_" } as const;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const FORM = new RegExp(`^(espp?_[0-9A-Za-z]{${RANDOM_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`);
const SHOWN_LENGTH = 10;

export interface DrawnKey {
  /** The whole key: shown once, kept nowhere. */
  readonly text: string;
  /** What is kept of it. */
  readonly hash: Buffer;
  /** Its first characters, which a person knows it by. */
  readonly start: string;
}

export function drawKey(owner: keyof typeof PREFIX): DrawnKey {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  const body = PREFIX[owner] + random;
  const text = body + checksum(body);
  return { text, hash: keyHash(text), start: text.slice(0, SHOWN_LENGTH) };
}

/** Whether a text has the form and the checksum of a key. */
export function isKey(text: string): boolean {
  const [, body, sum] = FORM.exec(text) ?? [];
  return body !== undefined && checksum(body) === sum;
}

export function keyHash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function checksum(body: string): string {
  let number = crc32(body);
  let digits = "";
  for (let index = 0; index < CHECKSUM_LENGTH; index++) {
    digits = ALPHABET[number % ALPHABET.length] + digits;
    number = Math.floor(number / ALPHABET.length);
  }
  return digits;
}
