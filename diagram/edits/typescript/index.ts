import { EditError } from "../edit-error.ts";
import type { EditedText, Located } from "../format-writer.ts";
import { LONGEST_TEXT } from "../limits.ts";
import type { SpecEdit } from "../spec-edit.ts";
import { editProgram } from "../tracing/edit-program.ts";
import { locateOutcome } from "../tracing/locate.ts";
import { sourceOf, TYPESCRIPT } from "./language.ts";
import { parseTypeScript } from "./nodes.ts";

/**
 * Edits a definition in TypeScript: literals where they stand, in a plain object or in the props of the construct; what is
 * computed becomes an override at the end, with the reason. Throws EditError.
 */
export function edit(text: string, edits: readonly SpecEdit[]): EditedText {
  try {
    return editProgram(text, edits, TYPESCRIPT);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new EditError("too-deep", "the definition is nested too deeply to be edited here");
  }
}

/** Parts that are written in the text, in order; of broken text as far as it can be read. Never throws. */
export function locate(text: string): readonly Located[] {
  if (text.length > LONGEST_TEXT) return [];
  try {
    const source = sourceOf(text, parseTypeScript(text).topNode);
    return source ? locateOutcome(source) : [];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
