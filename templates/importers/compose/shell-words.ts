/** Splits a command line as compose does: words by spaces, quotes and backslashes as in a shell, nothing else. */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (quote === "" && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (quote === "" && (character === "'" || character === '"')) {
      quote = character;
      word ??= "";
    } else if (character === quote) {
      quote = "";
    } else if (character === "\\" && quote !== "'" && at + 1 < text.length) {
      at += 1;
      const next = text[at] as string;
      // Inside double quotes a backslash stands for itself, but before these.
      word = `${word ?? ""}${quote === '"' && !/["\\$`]/.test(next) ? "\\" : ""}${next === "\n" ? "" : next}`;
    } else {
      word = (word ?? "") + character;
    }
  }
  return word === undefined ? words : [...words, word];
}
