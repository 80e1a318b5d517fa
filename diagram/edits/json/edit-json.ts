import { EditError } from "../edit-error.ts";
import type { EditedText } from "../format-writer.ts";
import { LONGEST_TEXT } from "../limits.ts";
import { assertJson } from "../same-value.ts";
import type { SpecEdit } from "../spec-edit.ts";
import { chunkChanges } from "./chunk-changes.ts";
import { chunksOf } from "./concrete-syntax.ts";
import { editDocument, renameKey } from "./edit-document.ts";
import { parseDocument } from "./parse.ts";
import { styleOf } from "./style.ts";

/** Edits JSON with comments and trailing commas; every value stands where it is, so there are no overrides. */
export function edit(text: string, edits: readonly SpecEdit[]): EditedText {
  if (text.length > LONGEST_TEXT) throw new EditError("too-long", "a definition of more than 1 MiB is not edited");
  const document = parseDocument(text);
  const style = styleOf(document, text);
  for (let index = 0; index < edits.length; index++) {
    const one = edits[index] as SpecEdit;
    if (one.op !== "remove") assertJson(one.value);
    if (renameKey(document, one, edits[index + 1], style)) index++;
    else editDocument(document, one, style);
  }
  return { changes: chunkChanges(text, chunksOf(document)), overrides: [] };
}
