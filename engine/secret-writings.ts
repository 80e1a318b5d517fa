import { urlPart } from "../constructs/secret-reference.ts";

/** A secret as a text may hold it. */
export interface WrittenSecret {
  readonly name: string;
  readonly text: string;
}

/** A line of a secret of several lines counts by itself when it is this long: logs come line by line. */
const SHORTEST_LINE = 12;
/** Characters of base64 that tell something; fewer are found in any text. */
const SHORTEST_BASE64 = 8;
/** Characters of a value that may be a part of something else; larger ones are files. */
const LONGEST_PART = 4096;

/**
 * Secrets in every way in which they are usually written: as they are, as JSON quotes them, as URLs escape them, in base64
 * by themselves and within something else, such as `user:password` of a request.
 *
 * @param shortest characters of a value; shorter ones are left out
 */
export function writingsOf(secrets: Iterable<readonly [string, string]>, shortest: number): WrittenSecret[] {
  const names = new Map<string, string>();
  for (const [name, value] of secrets) {
    const lines = value.includes("\n") ? value.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE) : [];
    for (const part of [value, ...lines]) {
      if (part.length >= shortest) for (const text of formsOf(part)) names.set(text, name);
    }
  }
  return Array.from(names, ([text, name]) => ({ name, text }));
}

function formsOf(value: string): string[] {
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
    urlPart(value),
    ...base64FormsOf(Buffer.from(value, "utf8")),
  ];
}

/** Three bytes are four characters, so it matters where among others the value begins. */
function base64FormsOf(value: Buffer): string[] {
  const whole = [value.toString("base64"), value.toString("base64url")];
  if (value.length > LONGEST_PART) return whole;
  const within = [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), value, Buffer.alloc(2)]);
    // Characters that hold bits of what stands beside the value are nobody's.
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + value.length) * 8) / 6);
    return [bytes.toString("base64").slice(first, last), bytes.toString("base64url").slice(first, last)];
  });
  return [...whole, ...within.filter((text) => text.length >= SHORTEST_BASE64)];
}
