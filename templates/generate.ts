import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { z } from "zod";
import type { GENERATE_KINDS, Generate } from "./definition.ts";

export type GenerateKind = (typeof GENERATE_KINDS)[number];

/** How a value is drawn; `length` in characters. */
export interface Drawing {
  readonly kind: GenerateKind;
  readonly length: number;
  /** hex, base64: draws exactly so many bytes. */
  readonly bytes?: number;
}

const DEFAULT_LENGTH = 32;

/** Letters and digits without those that look alike, so that a password can be read out and put into a URL as it is. */
const PASSWORD_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

export function drawing(generate: z.infer<typeof Generate>): Drawing {
  if (generate === true) return { kind: "password", length: DEFAULT_LENGTH };
  if (typeof generate === "number") return { kind: "password", length: generate };
  const { kind = "password", bytes, length = DEFAULT_LENGTH } = generate;
  if (bytes === undefined || (kind !== "hex" && kind !== "base64")) return { kind, length };
  return { kind, length: kind === "hex" ? 2 * bytes : 4 * Math.ceil(bytes / 3), bytes };
}

/** Draws a value with the system's cryptographic random numbers. */
export function draw({ kind, length, bytes }: Drawing): string {
  switch (kind) {
    case "uuid":
      return randomUUID();
    case "hex":
      return randomBytes(Math.ceil(length / 2))
        .toString("hex")
        .slice(0, length);
    case "base64":
      return randomBytes(bytes ?? length)
        .toString("base64")
        .slice(0, length);
    case "password":
      return Array.from({ length }, () => PASSWORD_CHARACTERS[randomInt(PASSWORD_CHARACTERS.length)]).join("");
  }
}
