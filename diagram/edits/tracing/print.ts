import type { Json } from "../spec-edit.ts";

/** How values are written in a language, as the text does it. */
export interface Print {
  readonly quote: "'" | '"';
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  /** Whether a key can be written without quotes. */
  bare(key: string): boolean;
}

/** Longest line that is written for a list or object. */
const LONGEST_LINE = 100;

/** The text of a value; lines after the first are indented. `before`: characters in the line in front of it. */
export function printValue(value: Json, print: Print, indent: string, flat: boolean, before = 0): string {
  if (typeof value === "string") return printText(value, print.quote);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const list = Array.isArray(value);
  const entries = Object.entries(value as { readonly [key: string]: Json });
  if (entries.length === 0) return list ? "[]" : "{}";
  const one = (part: Json, inner: string, isFlat: boolean, key?: string): string => {
    const start = key === undefined ? "" : `${printKey(key, print)}: `;
    return start + printValue(part, print, inner, isFlat, inner.length + start.length);
  };
  const flatly = entries.map(([key, part]) => one(part, indent, true, list ? undefined : key)).join(", ");
  const line = list ? `[${flatly}]` : `{ ${flatly} }`;
  if (flat || before + line.length < LONGEST_LINE) return line;
  const inner = indent + print.unit;
  const lines = entries.map(([key, part]) => `${inner}${one(part, inner, false, list ? undefined : key)},`);
  return [list ? "[" : "{", ...lines, `${indent}${list ? "]" : "}"}`].join(print.newline);
}

export function printKey(key: string, print: Print): string {
  return print.bare(key) ? key : printText(key, print.quote);
}

export function printText(text: string, quote: "'" | '"'): string {
  const written = JSON.stringify(text).replace(/[\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16)}`);
  if (quote === '"') return written;
  return `'${written.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** The quotes that a text uses more. */
export function quoteOf(text: string, usual: "'" | '"'): "'" | '"' {
  const [single, double] = [/'[^'"\n]*'/g, /"[^'"\n]*"/g].map((one) => text.slice(0, 50_000).match(one)?.length ?? 0);
  if (single === double) return usual;
  return (single as number) > (double as number) ? "'" : '"';
}
