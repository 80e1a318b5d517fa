import { SECRET_REFERENCE } from "../constructs/secret-reference.ts";

/** Longer texts are cut: nobody reads more in a diagram, and its size stays bounded. */
const LONGEST = 400;

/**
 * Characters that show nothing or turn the direction of what follows (Unicode's Cc, the bidirectional controls, and
 * halves of surrogate pairs): a name must look like what it is. The joiners of emoji and Indic scripts stay.
 */
const UNSHOWABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|\p{Surrogate}/gu;

/** The text on one line, bounded, with `�` for what cannot be shown and `secret NAME` for secrets. */
export function shownText(text: string): string {
  const line = text
    .slice(0, LONGEST * 4)
    .replace(SECRET_REFERENCE, "secret $1")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(UNSHOWABLE, "\ufffd");
  return line.length <= LONGEST ? line : `${cut(line, LONGEST - 1)}…`;
}

/** The first `length` UTF-16 units, without half a surrogate pair at the end. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}
