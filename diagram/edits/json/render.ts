import type { Json } from "../spec-edit.ts";
import type { Style } from "./style.ts";

/** Longest line that is written for an object or list, unless it stands on a line with others already. */
const LONGEST_LINE = 100;

export interface Room {
  /** Indentation of the line in which the value begins. */
  readonly indent: string;
  /** Characters before the value in its line. */
  readonly column: number;
  /** `one-line`: whatever its length. `spread`: its own elements on lines of their own. */
  readonly form: "fitting" | "one-line" | "spread";
}

/** The text of a value; lines after the first are indented. */
export function render(value: Json, style: Style, { indent, column, form }: Room): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const list = Array.isArray(value);
  const entries: [string, Json][] = Object.entries(value);
  const [open, close] = list ? "[]" : "{}";
  if (entries.length === 0) return `${open}${close}`;
  if (form !== "spread") {
    const flat = renderFlat(value, style);
    if (form === "one-line" || style.oneLine || column + flat.length < LONGEST_LINE) return flat;
  }
  const inner = indent + style.unit;
  const lines = entries.map(([key, part]) => {
    const start = list ? "" : `${JSON.stringify(key)}${style.colon}`;
    return `${inner}${start}${render(part, style, { indent: inner, column: inner.length + start.length, form: "fitting" })}`;
  });
  const last = style.trailingComma ? "," : "";
  return `${open}${style.eol}${lines.join(`,${style.eol}`)}${last}${style.eol}${indent}${close}`;
}

function renderFlat(value: Json, style: Style): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries: [string, Json][] = Object.entries(value);
  const list = Array.isArray(value);
  if (entries.length === 0) return list ? "[]" : "{}";
  const parts = entries.map(([key, part]) => {
    return `${list ? "" : `${JSON.stringify(key)}${style.colon}`}${renderFlat(part, style)}`;
  });
  const padding = list ? style.brackets : style.braces;
  return `${list ? "[" : "{"}${padding}${parts.join(style.comma)}${padding}${list ? "]" : "}"}`;
}
