import type { EditedText, Located } from "../format-writer.ts";
import { LONGEST_TEXT } from "../limits.ts";
import type { SpecEdit } from "../spec-edit.ts";
import { editProgram } from "../tracing/edit-program.ts";
import { locateOutcome } from "../tracing/locate.ts";
import { JSONNET, sourceOf } from "./language.ts";
import { parseJsonnet } from "./parser.ts";

/**
 * Edits a definition in Jsonnet: literals where they stand; what is computed becomes an override at the end, with the
 * reason. Values are those that the text itself gives: `$name` in a string is a blank. Throws EditError.
 */
export function edit(text: string, edits: readonly SpecEdit[]): EditedText {
  return editProgram(text, edits, JSONNET);
}

/** Parts that are written in the text, in order; of broken text as far as it can be read. Never throws. */
export function locate(text: string): readonly Located[] {
  if (text.length > LONGEST_TEXT) return [];
  return locateOutcome(sourceOf(parseJsonnet(text).root));
}
