import type { Schema } from "../../api/client/types.ts";

/** A line, numbered in the order it came in. */
export interface NumberedLine extends Schema<"LogLine"> {
  readonly number: number;
}

/** Lines that a page holds; the oldest go when there are more. */
export const MOST_LINES = 5_000;

/** The lines held after further ones; `replace`: the past was read anew, so that what was held would stand there twice. */
export function withLines(
  held: readonly NumberedLine[],
  news: readonly Schema<"LogLine">[],
  replace = false,
): readonly NumberedLine[] {
  const next = (held.at(-1)?.number ?? -1) + 1;
  const numbered = news.map((line, index) => ({ ...line, number: next + index }));
  return (replace ? numbered : [...held, ...numbered]).slice(-MOST_LINES);
}

export interface LogFilter {
  readonly search: string;
  /** Default: all */
  readonly pod?: string;
}

/** Lines with the words in them, whatever their case. */
export function filterLines(lines: readonly NumberedLine[], { search, pod }: LogFilter): readonly NumberedLine[] {
  const wanted = search.trim().toLowerCase();
  if (!wanted && !pod) return lines;
  return lines.filter((line) => (!pod || line.pod === pod) && (!wanted || line.line.toLowerCase().includes(wanted)));
}

/** A text in pieces; every second one is what was searched for. */
export function splitAround(text: string, search: string): readonly string[] {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return [text];
  const lower = text.toLowerCase();
  // Some letters have more characters in lower case: positions would not be those of the text.
  if (lower.length !== text.length) return [text];
  const pieces: string[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    pieces.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...pieces, text.slice(from)];
}
