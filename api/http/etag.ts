import { Problem } from "./problem.ts";

/** RFC 9110, section 8.8.3. The version of a row is a strong validator: it counts every change. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** Versions that a request accepts: `*` is any, undefined that it does not say. */
export type IfMatch = "*" | readonly string[] | undefined;

export function readIfMatch(header: string | undefined): IfMatch {
  if (header === undefined) return undefined;
  if (header.trim() === "*") return "*";
  const tags = header.split(",").map((tag) => tag.trim());
  if (tags.every((tag) => /^(W\/)?"[\x21\x23-\x7e]*"$/.test(tag))) return tags;
  throw new Problem("bad-request", 'If-Match is not a list of ETags such as "3", or *');
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
