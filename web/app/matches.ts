/** What can be searched for and has tags. */
export interface Findable {
  readonly words: readonly string[];
  readonly tags: readonly string[];
}

/** Whether every word of a search occurs somewhere, case aside, and the tag is among the tags. */
export function matches(
  { words, tags }: Findable,
  { search, tag }: { readonly search: string; readonly tag: string },
): boolean {
  if (tag !== "" && !tags.includes(tag)) return false;
  const text = [...words, ...tags].join("\n").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Tags with how often each occurs, the most frequent first, then by name. */
export function tagCounts(
  all: readonly { readonly tags: readonly string[] }[],
): readonly (readonly [tag: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { tags } of all) for (const tag of new Set(tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([one, many], [other, few]) => few - many || one.localeCompare(other));
}
