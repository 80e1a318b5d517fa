import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { DARK, LIGHT, type Theme } from "../../diagram/svg/theme.ts";

/** Contrast of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance"). */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Texts and what is behind them: WCAG 1.4.3 asks for 4.5. */
function texts(theme: Theme): [string, string, string][] {
  const behind = { canvas: theme.canvas, frame: theme.frame, tagFrame: theme.tagFrame, card: theme.card };
  return [
    ...Object.entries(behind).map(([name, colour]): [string, string, string] => [
      `text on ${name}`,
      theme.text,
      colour,
    ]),
    ...Object.entries(behind).map(([name, colour]): [string, string, string] => [
      `muted on ${name}`,
      theme.muted,
      colour,
    ]),
    ["muted on chip", theme.muted, theme.chip],
    ["text on pill", theme.text, theme.pill],
    ...Object.entries(theme.signal).map(([name, { line, fill }]): [string, string, string] => [name, line, fill]),
    ["title of a ghost", theme.muted, theme.frame],
  ];
}

/** Lines and icons that carry meaning, and what is behind them: WCAG 1.4.11 asks for 3. */
function graphics(theme: Theme): [string, string, string][] {
  return [
    ...Object.entries(theme.kind).map(([kind, { line, fill }]): [string, string, string] => [
      `icon of ${kind}`,
      line,
      fill,
    ]),
    ...Object.entries(theme.edge).flatMap(([kind, colour]): [string, string, string][] => [
      [`${kind} on the canvas`, colour, theme.canvas],
      [`${kind} in the frame`, colour, theme.frame],
      [`${kind} in a tag's frame`, colour, theme.tagFrame],
    ]),
  ];
}

describe("the colours of a diagram", () => {
  for (const [name, theme] of Object.entries({ light: LIGHT, dark: DARK })) {
    it(`are easy to read in the ${name} theme`, () => {
      const weak = [
        ...texts(theme).filter(([, one, other]) => contrast(one, other) < 4.5),
        ...graphics(theme).filter(([, one, other]) => contrast(one, other) < 3),
      ];
      assert.deepEqual(weak, []);
    });
  }

  it("are measured as WCAG does", () => {
    assert.equal(contrast("#000000", "#ffffff"), 21);
    assert.equal(contrast("#777777", "#ffffff").toFixed(2), "4.48");
  });
});
