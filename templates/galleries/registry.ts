import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DiagnosticsError } from "../../constructs/diagnostic.ts";

/** A further gallery: a folder of definitions and files of other tools. */
export interface Gallery {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** Address that the folder was cloned from; then it is ours to remove. */
  readonly from?: string | undefined;
}

export const GALLERY_NAME = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

const Registry = z.strictObject({
  galleries: z
    .array(
      z.strictObject({
        name: z.string().regex(GALLERY_NAME),
        folder: z.string().min(1).max(4096),
        from: z.string().max(2048).optional(),
      }),
    )
    .max(100),
});

/**
 * The further galleries that are noted in a folder, in the order they were added; none when there is no note.
 *
 * @throws DiagnosticsError when the note is broken
 */
export function readGalleries(state: string): readonly Gallery[] {
  const file = registryFile(state);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  try {
    return Registry.parse(JSON.parse(text)).galleries;
  } catch {
    throw new DiagnosticsError([
      {
        severity: "error",
        code: "broken-galleries",
        message: "the note of further galleries is not as it was written",
        position: { file, line: 1, column: 1 },
        fix: "remove the file, and add the galleries again",
      },
    ]);
  }
}

/** Readers see the old note or the new one, never a part. */
export function writeGalleries(state: string, galleries: readonly Gallery[]): void {
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const file = registryFile(state);
  const draft = `${file}.${randomUUID()}`;
  try {
    writeFileSync(draft, `${JSON.stringify({ galleries }, null, 2)}\n`, { flag: "wx", mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function registryFile(state: string): string {
  return join(state, "galleries.json");
}
