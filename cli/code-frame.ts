import { closeSync, openSync, readSync } from "node:fs";
import type { Position, ValuePath } from "../constructs/diagnostic.ts";
import { soundsSecret } from "../templates/secret-name.ts";
import { displayWidth } from "./terminal/display-width.ts";
import { safeText } from "./terminal/safe-text.ts";

const READ_LIMIT = 4 * 1024 * 1024;

/** The line a diagnostic points at. */
export interface CodeFrame {
  readonly lineNumber: number;
  /** The line, tabs as two spaces, cut around the caret. */
  readonly line: string;
  /** Columns before the caret. */
  readonly indent: number;
}

/**
 * The line at a position, at most `width` columns of it; undefined when the file cannot be read or has no such line.
 * Values that sound secret, by their keys or by the path of what is told, are masked: terminals are recorded and shared.
 */
export function codeFrame(position: Position, path: ValuePath, width: number): CodeFrame | undefined {
  const source = lineOf(position);
  if (source === undefined) return undefined;
  const masked = maskSecrets(
    source,
    path.some((step) => soundsSecret(String(step))),
  );
  const before = shown(masked.slice(0, position.column - 1));
  const line = before + shown(masked.slice(position.column - 1));
  const start = before.length < width - 20 ? 0 : before.length - Math.floor(width / 2);
  const cut = start > 0 ? "…" : "";
  return {
    lineNumber: position.line,
    line: `${cut}${line.slice(start + cut.length, start + width)}`.trimEnd(),
    indent: displayWidth(cut + before.slice(start + cut.length)),
  };
}

function shown(text: string): string {
  return safeText(text.replaceAll("\t", "  "));
}

const TEXT = /(["'`])((?:(?!\1)[^\\]|\\.)+)\1(\s*:)?/g;
const BARE_KEY = /[\w-]+(?=\s*[:=])/g;

/**
 * Masks every text from the first key on that sounds secret, or the whole line inside of a secret; the length stays, so
 * that columns do. Keys, and texts that only name a variable, stay readable.
 */
function maskSecrets(line: string, insideSecret: boolean): string {
  const from = insideSecret ? 0 : firstSecretKey(line);
  return line.replace(TEXT, (whole, quote: string, text: string, colon: string | undefined, at: number) => {
    if (at < from || colon !== undefined || text.startsWith("$")) return whole;
    return `${quote}${"•".repeat(text.length)}${quote}`;
  });
}

function firstSecretKey(line: string): number {
  const quoted = Array.from(line.matchAll(TEXT)).flatMap((match) =>
    match[3] ? [{ key: match[2], at: match.index }] : [],
  );
  const bare = Array.from(line.matchAll(BARE_KEY), (match) => ({ key: match[0], at: match.index }));
  const secret = [...quoted, ...bare].filter(({ key = "" }) => soundsSecret(key)).map(({ at }) => at);
  return Math.min(Number.POSITIVE_INFINITY, ...secret);
}

function lineOf({ file, line }: Position): string | undefined {
  try {
    return readHead(file).split(/\r?\n/)[line - 1];
  } catch {
    return undefined;
  }
}

function readHead(file: string): string {
  const descriptor = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(READ_LIMIT);
    return buffer.toString("utf8", 0, readSync(descriptor, buffer, 0, READ_LIMIT, 0));
  } finally {
    closeSync(descriptor);
  }
}
