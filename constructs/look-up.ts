/** What a table has for a word. The word may be a stranger's: `valueOf` and the like are in no table, though on every object. */
export function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
