import { randomBytes, randomInt } from "node:crypto";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Something secret that must be found nowhere. */
export interface Canary {
  readonly name: string;
  /** What gives it away: it need not be whole. */
  readonly needles: readonly Buffer[];
  /** Places where it may be, as evidence names them. */
  readonly allowed: readonly RegExp[];
}

/** A value with something in it that nothing else holds, and around that what JSON, URLs and shells write differently. */
export function drawValue(): { readonly value: string; readonly core: string } {
  const core = drawCore();
  return { value: `"${core}'/?&=+% \\é`, core };
}

/** 24 letters and digits, which every text format writes as they are. */
export function drawCore(): string {
  return Array.from({ length: 24 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/** A password as somebody may choose it. */
export function drawPassword(): { readonly password: string; readonly core: string } {
  const core = drawCore();
  return { password: `${core} ${randomBytes(2).toString("hex")}!`, core };
}

/** Half of it is telling enough: it may have been cut. */
export function halves(text: string): Buffer[] {
  const middle = Math.floor(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].map((half) => Buffer.from(half, "latin1"));
}

/** Every way in which a needle may be written, as bytes: as it is, base64 at each alignment, hexadecimal, a list of numbers. */
export function formsOf(needle: Buffer): Buffer[] {
  const forms = [needle, Buffer.from([...needle].join(","))];
  const hex = needle.toString("hex");
  forms.push(Buffer.from(hex), Buffer.from(hex.toUpperCase()));
  for (let before = 0; before < 3; before++) {
    const padded = Buffer.concat([Buffer.alloc(before), needle, Buffer.alloc(2)]);
    // Characters that hold bits of their neighbours are left out.
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + needle.length) * 8) / 6);
    for (const alphabet of ["base64", "base64url"] as const) {
      forms.push(Buffer.from(padded.toString(alphabet).slice(first, last)));
    }
  }
  return forms;
}
