import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { extname } from "node:path";
import type { Diagnosed, Diagnostic } from "../constructs/diagnostic.ts";
import type { EvaluationInput } from "./evaluation.ts";
import { LIMIT } from "./limits.ts";
import { LineMap } from "./locator.ts";
import { RESERVED_TEXT } from "./plain-value.ts";

export type Format = "json" | "jsonnet" | "typescript";

const FORMATS: ReadonlyMap<string, Format> = new Map([
  [".json", "json"],
  [".jsonc", "json"],
  [".jsonnet", "jsonnet"],
  [".ts", "typescript"],
  [".mts", "typescript"],
]);

/** The text of a definition and how to read it. */
export interface Source {
  readonly file: string;
  readonly format: Format;
  readonly text: string;
}

/** Reads a definition: a regular file (or the given text) of at most 1 MiB of UTF-8, in a format known by its ending. */
export async function readSource(input: Pick<EvaluationInput, "file" | "text">): Promise<Diagnosed<Source>> {
  const { file } = input;
  const format = FORMATS.get(extname(file));
  if (!format) {
    return refused(file, "unknown-format", "the format of the definition is not known by its ending", {
      got: extname(file) || "no ending",
      allowed: [...FORMATS.keys()].join(", "),
    });
  }
  if (input.text !== undefined && format === "typescript") {
    return refused(file, "unsaved-typescript", "a TypeScript definition is evaluated from its file only", {
      fix: "save the file first",
    });
  }
  const read = input.text === undefined ? await readText(file) : boundedText(file, input.text);
  if (read.value === undefined) return { diagnostics: read.diagnostics };
  const text = read.value;
  const mark = text.indexOf("⟦secret:");
  if (mark >= 0) return { diagnostics: [{ ...RESERVED_TEXT, position: new LineMap(file, text).position(mark) }] };
  return { value: { file, format, text }, diagnostics: [] };
}

function boundedText(file: string, text: string): Diagnosed<string> {
  if (Buffer.byteLength(text) > LIMIT.sourceBytes) return tooLarge(file);
  return { value: text.startsWith("\uFEFF") ? text.slice(1) : text, diagnostics: [] };
}

export async function readText(file: string): Promise<Diagnosed<string>> {
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK opening a named pipe waits for a writer that may never come.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await handle.stat()).isFile()) {
      return refused(file, "not-a-file", "the definition is not a regular file");
    }
    const bytes = await readBounded(handle);
    if (bytes.length > LIMIT.sourceBytes) return tooLarge(file);
    return { value: new TextDecoder("utf-8", { fatal: true }).decode(bytes), diagnostics: [] };
  } catch (error) {
    return unreadable(file, error as NodeJS.ErrnoException);
  } finally {
    await handle?.close();
  }
}

async function readBounded(handle: FileHandle): Promise<Uint8Array> {
  const bytes = new Uint8Array(LIMIT.sourceBytes + 1);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function unreadable(file: string, error: NodeJS.ErrnoException): Diagnosed<never> {
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR":
      return refused(file, "no-such-file", "there is no such file");
    case "EACCES":
    case "EPERM":
      return refused(file, "unreadable", "the file may not be read by you");
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return refused(file, "not-utf8", "the definition is not UTF-8 text", { fix: "save it as UTF-8" });
    default:
      return refused(file, "unreadable", `the file cannot be read: ${error.code ?? error.message}`);
  }
}

function tooLarge(file: string): Diagnosed<never> {
  return refused(file, "too-large", "the definition is larger than 1 MiB");
}

function refused(file: string, code: string, message: string, more: Partial<Diagnostic> = {}): Diagnosed<never> {
  return { diagnostics: [{ severity: "error", code, message, position: { file, line: 1, column: 1 }, ...more }] };
}
