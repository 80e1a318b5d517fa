import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnosed, Diagnostic } from "../constructs/diagnostic.ts";
import { type FilledTemplate, type FillOptions, fillTemplate } from "./fill-template.ts";

/** A definition that was started from a template; values that were not written are to be given with each command. */
export interface Instance extends Pick<FilledTemplate, "unwritten" | "losses"> {
  /** Absolute path. */
  readonly file: string;
}

/**
 * Writes a template's definition into a folder, filled in by `fillTemplate`. A file that is there is never overwritten.
 * Throws as `openTemplate`.
 */
export async function instantiate(
  name: string,
  folder: string,
  options: FillOptions = {},
): Promise<Diagnosed<Instance>> {
  const { value: filled, diagnostics } = await fillTemplate(name, options);
  if (!filled) return { diagnostics };
  const { text, fileName, unwritten, losses } = filled;
  const file = join(folder, fileName);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return { diagnostics: [thereAlready(file)] };
  }
  return { value: { file, unwritten, ...(losses && { losses }) }, diagnostics };
}

function thereAlready(file: string): Diagnostic {
  return {
    severity: "error",
    code: "file-exists",
    message: "there is a definition already",
    position: { file, line: 1, column: 1 },
    fix: "choose another folder, or remove it",
  };
}
