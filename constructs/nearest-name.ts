import { closest, distance } from "fastest-levenshtein";

/** Names longer than this are no slip of the pen, and comparing them costs their product. */
const LONGEST = 64;

/** The candidate a person most likely meant; undefined when none is near enough. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || name.length > LONGEST) return undefined;
  const plain = simplify(name);
  const same = candidates.find((candidate) => simplify(candidate) === plain);
  if (same !== undefined) return same;
  const found = closest(name, candidates as string[]);
  return distance(name, found) <= tolerance(name) ? found : undefined;
}

export function didYouMean(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `did you mean ${JSON.stringify(name)}?`;
}

/** Two letters that changed places count as two. */
function tolerance(name: string): number {
  return name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3));
}

/** Case, hyphens and underscores are what people mix up most. */
function simplify(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}
