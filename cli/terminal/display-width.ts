import { stripVTControlCharacters } from "node:util";

// Matches one colour sequence (SGR); the group keeps it when splitting.
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with a control character
const COLOUR = /(\u001b\[[0-9;]*m)/u;

/** Characters that take two columns: East Asian wide and full-width forms, and emoji (Unicode UAX #11). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

/** Marks that stand on the character before them. */
const ZERO = /^[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Cc}]+$/u;

const PLAIN = /^[\u0020-\u007e]*$/;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

function graphemeWidth(grapheme: string): number {
  if (ZERO.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Columns a text takes on a terminal, colours not counted. */
export function displayWidth(text: string): number {
  const plain = stripVTControlCharacters(text);
  if (PLAIN.test(plain)) return plain.length;
  let width = 0;
  for (const { segment } of segmenter.segment(plain)) width += graphemeWidth(segment);
  return width;
}

/** The text cut to a number of columns, `…` in the last one when something was cut; colours are closed. */
export function truncate(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let left = columns - 1;
  let cut = "";
  for (const part of text.split(COLOUR)) {
    if (COLOUR.test(part)) {
      cut += part;
      continue;
    }
    for (const { segment } of segmenter.segment(part)) {
      left -= graphemeWidth(segment);
      if (left < 0) return `${cut}…${cut.includes("\u001b") ? "\u001b[0m" : ""}`;
      cut += segment;
    }
  }
  return cut;
}

/** The text with spaces up to a number of columns. */
export function padEnd(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - displayWidth(text)));
}

/** A text broken at spaces into lines of at most that many columns; a paragraph keeps its indentation. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    const indent = /^ */.exec(paragraph)?.[0] ?? "";
    let line = indent;
    for (const word of paragraph.trimStart().split(" ")) {
      const longer = line === indent ? indent + word : `${line} ${word}`;
      if (line !== indent && displayWidth(longer) > columns) {
        lines.push(line);
        line = indent + word;
      } else {
        line = longer;
      }
    }
    lines.push(line);
  }
  return lines.map((line) => truncate(line, Math.max(1, columns)));
}
