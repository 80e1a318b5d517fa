import { FONT } from "../card.ts";
import { DARK, LIGHT, type Theme } from "./theme.ts";

export type ThemeName = "auto" | "light" | "dark";

/** Fonts that nearly every machine has, of widths that the layout's table covers. */
const SANS = `-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif`;
const MONO = `ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace`;

/**
 * The style sheet of everything that is drawn; `auto` follows the reader's setting. All rules are for classes that start
 * with `e-`, so that the picture can stand within a page.
 */
export function styleSheet(theme: ThemeName): string {
  return plainStyleSheet(theme) + markStyleSheet(theme);
}

/** For pictures without marks and ghosts. */
export function plainStyleSheet(theme: ThemeName): string {
  return SHAPES + themed(theme, rules);
}

/** What marks and ghosts need more. */
export function markStyleSheet(theme: ThemeName): string {
  return MARK_SHAPES + themed(theme, markRules);
}

function themed(theme: ThemeName, rulesOf: (theme: Theme) => string): string {
  const colours = rulesOf(theme === "dark" ? DARK : LIGHT);
  const dark = theme === "auto" ? `@media (prefers-color-scheme:dark){${rulesOf(DARK)}}` : "";
  return `${colours}${dark}`;
}

/** What both themes share. */
const SHAPES = [
  `.e-svg text{font-family:${SANS};direction:ltr;unicode-bidi:isolate}`,
  `.e-svg .e-value,.e-svg .e-pill-text{font-family:${MONO}}`,
  ".e-project{font-size:22px;font-weight:600;letter-spacing:-.2px}",
  ".e-summary,.e-legend,.e-note{font-size:12px}",
  ".e-frame-title{font-size:13px;font-weight:600}",
  `.e-title{font-size:${FONT.title.size}px;font-weight:600}`,
  `.e-kind{font-size:${FONT.kind.size}px}`,
  `.e-name{font-size:${FONT.name.size}px}`,
  `.e-value{font-size:${FONT.value.size}px}`,
  `.e-tag{font-size:${FONT.tag.size}px}`,
  `.e-pill-text{font-size:${FONT.edgeLabel.size}px}`,
  ".e-icon{fill:none;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}",
  ".e-line{fill:none;stroke-width:1.5;stroke-linejoin:round}",
  ".e-line.e-expose{stroke-width:2}",
  ".e-line.e-mount{stroke-dasharray:7 4}",
  ".e-line.e-wait{stroke-dasharray:10 3 2 3}",
  ".e-line.e-allow{stroke-dasharray:14 5}",
  ".e-line.e-reference{stroke-dasharray:1.5 4;stroke-linecap:round}",
  ".e-line.e-open{stroke-dasharray:none}",
  ".e-outside{stroke-dasharray:5 5}",
].join("");

const MARK_SHAPES = [
  ".e-signal{stroke-width:1}",
  ".e-signal-text{font-size:11px;font-weight:600}",
  ".e-signal-icon{stroke-width:3}",
  ".e-card.e-ghost{stroke-dasharray:6 5}",
  ".e-title.e-ghost{text-decoration:line-through}",
  ".e-line.e-ghost{stroke-dasharray:3 6}",
  ".e-line.e-ghost.e-open{stroke-dasharray:none}",
].join("");

function markRules(theme: Theme): string {
  return [
    rule("e-card.e-ghost", { fill: theme.frame, stroke: theme.signal.bad.line }),
    rule("e-title.e-ghost", { fill: theme.muted }),
    rule("e-line.e-ghost", { stroke: theme.muted }),
    rule("e-head.e-ghost", { fill: theme.muted, stroke: theme.muted }),
    ...Object.entries(theme.signal).flatMap(([name, { line, fill }]) => [
      rule(`e-signal-${name}`, { fill, stroke: line }),
      rule(`e-signal-icon-${name}`, { stroke: line }),
      rule(`e-signal-text-${name}`, { fill: line }),
    ]),
  ].join("");
}

function rules(theme: Theme): string {
  return [
    rule("e-canvas", { fill: theme.canvas }),
    rule("e-frame", { fill: theme.frame, stroke: theme.frameLine }),
    rule("e-zone-frame", { fill: theme.canvas, stroke: theme.frameLine }),
    rule("e-outside", { fill: theme.canvas, stroke: theme.outsideLine }),
    rule("e-peer-frame", { fill: "none", stroke: theme.outsideLine }),
    rule("e-tag-frame", { fill: theme.tagFrame, stroke: theme.frameLine }),
    rule("e-shadow", { fill: theme.shadow }),
    rule("e-card", { fill: theme.card, stroke: theme.cardLine }),
    rule("e-project", { fill: theme.text }),
    rule("e-title", { fill: theme.text }),
    rule("e-value", { fill: theme.text }),
    rule("e-frame-title", { fill: theme.text }),
    rule("e-pill-text", { fill: theme.text }),
    rule("e-muted", { fill: theme.muted }),
    rule("e-glyph", { stroke: theme.muted }),
    rule("e-chip", { fill: theme.chip }),
    rule("e-pill", { fill: theme.pill, stroke: theme.cardLine }),
    ...Object.entries(theme.kind).flatMap(([kind, { line, fill }]) => [
      rule(`e-tile-${kind}`, { fill }),
      rule(`e-icon-${kind}`, { stroke: line }),
    ]),
    ...Object.entries(theme.edge).flatMap(([kind, colour]) => [
      `.e-line.e-${kind}{stroke:${colour}}`,
      `.e-head.e-${kind}{fill:${colour};stroke:${colour}}`,
    ]),
  ].join("");
}

function rule(className: string, declarations: Readonly<Record<string, string>>): string {
  const written = Object.entries(declarations).map(([property, value]) => `${property}:${value}`);
  return `.${className}{${written.join(";")}}`;
}
