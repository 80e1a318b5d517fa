import { foldService } from "@codemirror/language";

const LONGEST_LOOK = 100_000;

/** A line that ends with an opening bracket folds to where that is closed. */
export const bracketFolding = foldService.of((state, lineStart, lineEnd) => {
  const text = state.sliceDoc(lineStart, lineEnd);
  if (!/[{[(]\s*$/.test(text)) return null;
  const from = lineStart + text.trimEnd().length;
  const rest = state.sliceDoc(from, Math.min(state.doc.length, from + LONGEST_LOOK));
  const end = closingBracket(rest);
  return end > 0 && rest.slice(0, end).includes("\n") ? { from, to: from + end } : null;
});

/** Where the bracket before a text is closed; strings and comments are passed over. */
function closingBracket(text: string): number {
  let depth = 1;
  for (const { 0: found, index } of text.matchAll(
    /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\/.*|\/\*[\s\S]*?\*\/|[{}[\]()]/g,
  )) {
    if ("{[(".includes(found)) depth++;
    else if ("}])".includes(found) && --depth === 0) return index;
  }
  return -1;
}
