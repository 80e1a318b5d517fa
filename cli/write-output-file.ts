import { lstatSync, writeFileSync } from "node:fs";
import { writeFileWhole } from "../engine/write-file-whole.ts";
import { usageError } from "./command-error.ts";

/**
 * Writes a file a person named. A regular file is replaced at once, so that whoever looks at it never sees half of it;
 * a link, a pipe or a device such as /dev/stdout is written to, not replaced.
 */
export function writeOutputFile(path: string, text: string): void {
  try {
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) writeFileSync(path, text);
    else writeFileWhole(path, text, 0o644);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "EISDIR" && code !== "ENOTDIR") throw error;
    throw usageError(`${path} cannot be written`, "its folder must exist, and it must not be a folder itself");
  }
}
