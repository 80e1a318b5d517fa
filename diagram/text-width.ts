/**
 * Widths of texts without a font or a DOM, so that a layout is the same on every machine. Sans widths are Helvetica's
 * (Adobe Font Metrics, in 1/1000 em; Arial and Liberation Sans share them) with a margin for the wider system fonts.
 */
export interface Font {
  /** In px. */
  readonly size: number;
  readonly family: "sans" | "mono";
  readonly bold?: boolean;
}

/** Helvetica's widths of U+0020 to U+007E. */
const HELVETICA = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];

/** Segoe UI, Roboto, San Francisco and Noto Sans are up to this much wider than Helvetica. */
const SANS_MARGIN = 1.07;
const BOLD = 1.07;
/** Every fixed-width system font has cells of 0.55 to 0.602 em. */
const MONO_CELL = 0.605;

/** Widths beyond ASCII, in em, by ascending last code point of the range. */
const RANGES: readonly (readonly [last: number, width: number])[] = [
  [0x2ff, 0.62],
  [0x36f, 0],
  [0x10ff, 0.75],
  [0x115f, 1],
  [0x200a, 0.9],
  [0x2e7f, 1],
  [0xa4cf, 1],
  [0xabff, 0.9],
  [0xfaff, 1],
  [0xfbff, 0.9],
  [0xfdff, 9],
  [0xfe0f, 0],
  [0xffff, 1],
  [0x10ffff, 1.4],
];

/** Width of a text in px; never less than what a common system font takes for common scripts. */
export function textWidth(text: string, font: Font): number {
  let width = 0;
  for (const character of text) width += characterWidth(character, font);
  return width * font.size;
}

function characterWidth(character: string, font: Font): number {
  const code = character.codePointAt(0) as number;
  const ascii = HELVETICA[code - 0x20];
  if (ascii === undefined) return RANGES.find(([last]) => code <= last)?.[1] ?? 1;
  return font.family === "mono" ? MONO_CELL : (ascii / 1000) * SANS_MARGIN * (font.bold ? BOLD : 1);
}

/** The text, or as much of its beginning and its end as fits, with `…` between. `tail`: the share kept of the end. */
export function ellipsise(text: string, font: Font, width: number, tail = 0): string {
  if (textWidth(text, font) <= width) return text;
  const room = width - textWidth("…", font);
  const characters = Array.from(text);
  const end = fitting(characters.toReversed(), font, room * tail).toReversed();
  const start = fitting(characters, font, room - textWidth(end.join(""), font));
  return `${start.join("").trimEnd()}…${end.join("").trimStart()}`;
}

/** As many characters from the start as fit. */
function fitting(characters: readonly string[], font: Font, width: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += characterWidth(character, font) * font.size;
    return used > width;
  });
  return characters.slice(0, end < 0 ? undefined : end);
}
