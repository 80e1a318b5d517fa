import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { LIMIT } from "./limits.ts";

/** The text of a file, or why it cannot be had. */
export interface SmallFile {
  readonly text?: string;
  readonly problem?: string;
}

/** Reads a regular file of at most 1 MiB of UTF-8 that is no link. Never throws: files of galleries are others'. */
export function readSmallFile(file: string): SmallFile {
  try {
    // Without O_NONBLOCK opening a named pipe waits for a writer that may never come.
    const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return readOpen(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { problem: code === "ELOOP" ? "it is a link" : `it cannot be read: ${code ?? message}` };
  }
}

function readOpen(handle: number): SmallFile {
  const { size } = fstatSync(handle);
  if (!fstatSync(handle).isFile()) return { problem: "it is not a regular file" };
  if (size > LIMIT.sourceBytes) return { problem: "it is larger than 1 MiB" };
  const bytes = new Uint8Array(size);
  let length = 0;
  while (length < size) {
    const read = readSync(handle, bytes, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length)) };
  } catch {
    return { problem: "it is not UTF-8 text" };
  }
}
