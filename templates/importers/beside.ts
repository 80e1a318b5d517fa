import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { IMPORT_LIMIT } from "./limits.ts";

/** A text file beside the one that is imported, or why it cannot be had. */
export type BesideFile = { readonly text: string } | { readonly problem: string };

/** Files of a folder by name, or why they cannot be had. */
export type BesideFolder = { readonly files: Readonly<Record<string, string>> } | { readonly problem: string };

/**
 * Reads files that an imported one names: never outside its folder, neither by `..` nor through a link, never larger than
 * 256 KiB, text alone. It does so synchronously: translating is one step without waiting, and these files are small.
 */
export class Beside {
  readonly #folder: string;

  /** @param file absolute path of the imported file */
  constructor(file: string) {
    this.#folder = dirname(file);
  }

  read(path: string): BesideFile {
    const found = this.#inside(path);
    if ("problem" in found) return found;
    return readText(found.path);
  }

  /** `file`, `folder`, or undefined when there is nothing of the name inside the folder. */
  kind(path: string): "file" | "folder" | undefined {
    const found = this.#inside(path);
    if ("problem" in found) return undefined;
    try {
      const handle = openSync(found.path, OPEN);
      const stat = fstatSync(handle);
      closeSync(handle);
      return stat.isDirectory() ? "folder" : stat.isFile() ? "file" : undefined;
    } catch {
      return undefined;
    }
  }

  /** The text files right in a folder. */
  readFolder(path: string): BesideFolder {
    const found = this.#inside(path);
    if ("problem" in found) return found;
    const entries = readdirSync(found.path, { withFileTypes: true });
    if (entries.some((entry) => entry.isDirectory())) return { problem: "it holds folders" };
    if (entries.length > IMPORT_LIMIT.besideFiles) {
      return { problem: `it holds more than ${IMPORT_LIMIT.besideFiles} files` };
    }
    const files: [string, string][] = [];
    let room: number = IMPORT_LIMIT.besideBytes;
    for (const { name } of entries) {
      const read = this.read(join(path, name));
      if ("problem" in read) return { problem: `${name}: ${read.problem}` };
      room -= read.text.length;
      files.push([name, read.text]);
    }
    return room < 0 ? { problem: "its files are larger than 256 KiB together" } : { files: Object.fromEntries(files) };
  }

  #inside(path: string): { readonly path: string } | { readonly problem: string } {
    const wanted = resolve(this.#folder, path);
    if (isAbsolute(path) || path.startsWith("~") || !isWithin(this.#folder, wanted)) {
      return { problem: "it lies outside the folder of the file" };
    }
    try {
      const real = realpathSync(wanted);
      return isWithin(realpathSync(this.#folder), real)
        ? { path: real }
        : { problem: "it is a link out of the folder" };
    } catch {
      return { problem: "there is no such file beside it" };
    }
  }
}

/** Without O_NONBLOCK opening a named pipe waits for a writer that may never come. */
const OPEN = constants.O_RDONLY | constants.O_NONBLOCK;

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function readText(path: string): BesideFile {
  let handle: number | undefined;
  try {
    handle = openSync(path, OPEN);
    if (!fstatSync(handle).isFile()) return { problem: "it is not a regular file" };
    const bytes = new Uint8Array(IMPORT_LIMIT.besideBytes + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(handle, bytes, length, bytes.length - length, null);
    }
    if (length > IMPORT_LIMIT.besideBytes) return { problem: "it is larger than 256 KiB" };
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length));
    return text.includes("\0") ? { problem: "it is not text" } : { text };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "it is not UTF-8 text" : "it cannot be read" };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
