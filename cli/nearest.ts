import { didYouMean, nearestName } from "../constructs/nearest-name.ts";

/** `did you mean "up"?` — a name that was begun or mistyped —, or else the names there are. */
export function suggestion(got: string, names: readonly string[], what: string): string {
  const begun = got.length >= 2 ? names.filter((name) => name.startsWith(got)) : [];
  const near = begun.length === 1 ? begun[0] : nearestName(got, names);
  return didYouMean(near) ?? (names.length ? `${what}: ${names.slice(0, 20).join(", ")}` : `there are no ${what}`);
}
