import { closeSync, openSync, readSync } from "node:fs";
import type { Position } from "../constructs/diagnostic.ts";
import { soundsSecret } from "../templates/secret-name.ts";
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
 * Values beside keys that sound secret are masked: terminals are recorded and shared.
 */
export function codeFrame(position: Position, width: number): CodeFrame | undefined {
  const source = lineOf(position);
  if (source === undefined) return undefined;
  const masked = maskSecrets(source);
  const before = shown(masked.slice(0, position.column - 1));
  const line = before + shown(masked.slice(position.column - 1));
  const start = before.length < width - 20 ? 0 : before.length - Math.floor(width / 2);
  return {
    lineNumber: position.line,
    line: `${start > 0 ? "…" : ""}${line.slice(start + (start > 0 ? 1 : 0), start + width)}`.trimEnd(),
    indent: before.length - start,
  };
}

function shown(text: string): string {
  return safeText(text.replaceAll("\t", "  "));
}

const KEY_AND_TEXT = /(["']?)([\w-]+)\1(\s*[:=]\s*)(["'])((?:(?!\4)[^\\]|\\.)+)\4/g;

/** Same length, so that columns stay what they are; a text that only names a variable stays readable. */
function maskSecrets(line: string): string {
  return line.replace(
    KEY_AND_TEXT,
    (whole, mark: string, key: string, between: string, quote: string, text: string) => {
      if (!soundsSecret(key) || text.startsWith("$")) return whole;
      return `${mark}${key}${mark}${between}${quote}${"•".repeat(text.length)}${quote}`;
    },
  );
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
