import { type DefinitionFormat, type EditedText, formatWriter } from "./format-writer.ts";
import type { SpecEdit } from "./spec-edit.ts";

export type { DefinitionFormat, EditedText } from "./format-writer.ts";
export { applyChanges } from "./text-change.ts";

/**
 * The smallest changes of the text after which the definition holds what the edits say; many edits behave as one after
 * the other. Everything else stays byte for byte, and an edit that changes nothing gives no change.
 *
 * Rejects with `EditError` when the text cannot be parsed or a path leads through what is no object or list.
 */
export async function editText(
  format: DefinitionFormat,
  text: string,
  edits: readonly SpecEdit[],
): Promise<EditedText> {
  return (await formatWriter(format)).edit(text, edits);
}
