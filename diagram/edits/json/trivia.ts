import type { Chunk } from "./concrete-syntax.ts";
import { textOf } from "./concrete-syntax.ts";

/** Whether what follows on the same line would be part of a comment. */
export function endsInLineComment(chunks: readonly Chunk[]): boolean {
  const rest = textOf(chunks).replace(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*[\r\n]/g, " ");
  return rest.includes("//");
}

export function hasComment(chunks: readonly Chunk[]): boolean {
  return textOf(chunks).includes("/");
}

export function hasLineBreak(chunks: readonly Chunk[]): boolean {
  return /[\r\n]/.test(textOf(chunks));
}

/** The first `length` characters. */
export function firstOf(chunks: readonly Chunk[], length: number): Chunk[] {
  let left = length;
  return chunks.flatMap((chunk) => {
    const text = chunk.text.slice(0, left);
    left -= text.length;
    return text === "" ? [] : [{ ...chunk, text }];
  });
}

/** What comes after the first `length` characters. */
export function restOf(chunks: readonly Chunk[], length: number): Chunk[] {
  let left = length;
  return chunks.flatMap((chunk) => {
    const gone = Math.min(left, chunk.text.length);
    left -= gone;
    const text = chunk.text.slice(gone);
    return text === "" ? [] : [{ text, ...(chunk.at !== undefined && { at: chunk.at + gone }) }];
  });
}

/**
 * How much of what stands before an element is not about it: comments that a blank line sets apart. Comments right above
 * it are about it.
 */
export function aboutOthers(lead: readonly Chunk[]): number {
  const text = textOf(lead);
  if (!text.includes("/")) return 0;
  let end = 0;
  const lexemes = /\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|(\r\n|\n|\r(?!\n))[ \t]*(?=[\r\n])|[\s\S]/g;
  let commented = false;
  for (let found = lexemes.exec(text); found; found = lexemes.exec(text)) {
    if (found[0].startsWith("/")) commented = true;
    else if (found[1] !== undefined && commented) end = found.index + found[0].length;
  }
  return end;
}

/** The white space at the end, after the last comment. */
export function spaceAfterComments(chunks: readonly Chunk[]): Chunk[] {
  const text = textOf(chunks);
  const space = /[ \t\r\n]*$/.exec(text)?.[0] ?? "";
  return restOf(chunks, text.length - space.length);
}

/** From the first comment on. */
export function fromFirstComment(chunks: readonly Chunk[]): Chunk[] {
  return restOf(chunks, /^[ \t\r\n]*/.exec(textOf(chunks))?.[0].length ?? 0);
}

/** Comments after which the line ends, or the text. */
const LINE_END = /^(?:[ \t]*\/\*(?:(?!\*\/)[^\r\n])*\*\/)*[ \t]*(?:\/\/[^\r\n]*)?(?=[\r\n]|$)/;

/** Length of the comments that belong to the line before; 0 when there is none. */
export function lineEndLength(trivia: string): number {
  const found = LINE_END.exec(trivia)?.[0].trimEnd() ?? "";
  return found.length;
}
