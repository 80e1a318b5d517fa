import { Problem } from "./problem.ts";

/** RFC 9110, section 8.8.3. The version of a row is a strong validator: it counts every change. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

const TAG = '(?:W/)?"[\\x21\\x23-\\x7e]*"';
const TAGS = new RegExp(TAG, "g");
/** What If-Match looks like: RFC 9110, section 13.1.1. */
export const IF_MATCH = new RegExp(`^(?:\\*|${TAG}(?:[ \\t]*,[ \\t]*${TAG})*)$`);

/** Versions that a request accepts: `*` is any, undefined that it does not say. */
export type IfMatch = "*" | readonly string[] | undefined;

export function readIfMatch(header: string | undefined): IfMatch {
  if (header === undefined) return undefined;
  if (!IF_MATCH.test(header)) {
    throw new Problem("bad-request", 'If-Match is not a list of ETags such as "3", or *');
  }
  return header === "*" ? "*" : Array.from(header.matchAll(TAGS), ([tag]) => tag);
}

export function matches(wanted: IfMatch, version: number): boolean {
  return wanted === undefined || wanted === "*" || wanted.includes(etagOf(version));
}

/**
 * Refuses a write that was made from an older version.
 *
 * @param changed what is there now, and what has changed since; asked for only when the write is refused
 */
export async function requireVersion(
  wanted: IfMatch,
  version: number,
  what: string,
  changed: () => unknown | Promise<unknown>,
): Promise<void> {
  if (matches(wanted, version)) return;
  const seen = wanted === undefined || wanted === "*" ? "another one" : wanted.join(", ");
  throw new Problem("stale", `${what} is at version ${etagOf(version)} now, you changed ${seen}`, {
    changed: await changed(),
  });
}
