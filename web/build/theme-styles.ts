import type { Plugin } from "vite";
import { DARK, LIGHT, type Theme } from "../../diagram/svg/theme.ts";

const NAME = "virtual:theme.css";

/** `import "virtual:theme.css"`: the colours of our diagrams as custom properties, so that page and diagram are of one kind. */
export function themeStyles(): Plugin {
  const resolved = `\0${NAME}`;
  return {
    name: "theme-styles",
    resolveId: (id) => (id === NAME ? resolved : undefined),
    load: (id) => (id === resolved ? styles() : undefined),
  };
}

function styles(): string {
  return `:root { color-scheme: light; ${properties(LIGHT, STATE.light)} }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { color-scheme: dark; ${properties(DARK, STATE.dark)} } }
:root[data-theme="dark"] { color-scheme: dark; ${properties(DARK, STATE.dark)} }
`;
}

/** Colours that diagrams have no use for. Texts have a contrast of at least 4.5 to their fill and to the canvas. */
const STATE = {
  light: {
    red: "#b3261e",
    "red-fill": "#fdeceb",
    amber: "#8a4b00",
    "amber-fill": "#fdf1de",
    field: "#818da0",
    hover: "#e9edf4",
    scrim: "rgb(15 23 42 / 45%)",
    lift: "0 12px 32px rgb(15 23 42 / 18%), 0 2px 6px rgb(15 23 42 / 10%)",
  },
  dark: {
    red: "#ff9d95",
    "red-fill": "#451d1d",
    amber: "#f2bb6b",
    "amber-fill": "#3d2e14",
    field: "#66758c",
    hover: "#263040",
    scrim: "rgb(0 0 0 / 60%)",
    lift: "0 12px 32px rgb(0 0 0 / 55%), 0 2px 6px rgb(0 0 0 / 40%)",
  },
} as const;

function properties(theme: Theme, state: Readonly<Record<string, string>>): string {
  const { container, address } = theme.kind;
  const all: Record<string, string> = {
    canvas: theme.canvas,
    frame: theme.frame,
    line: theme.cardLine,
    card: theme.card,
    text: theme.text,
    muted: theme.muted,
    chip: theme.chip,
    shadow: theme.shadow,
    accent: container.line,
    "accent-fill": container.fill,
    green: address.line,
    "green-fill": address.fill,
    ...state,
  };
  return Object.entries(all)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(" ");
}
