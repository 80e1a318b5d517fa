import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Replaces a file in one step: readers see the old content or the new one, also after a power cut. */
export function writeFileWhole(path: string, content: string, mode = 0o600): void {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = openSync(draft, "wx", mode);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
