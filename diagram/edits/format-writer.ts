import { EditError } from "./edit-error.ts";
import type { SpecEdit, StepPath } from "./spec-edit.ts";
import type { TextChange } from "./text-change.ts";

export type DefinitionFormat = "json" | "jsonnet" | "typescript";

export interface EditedText {
  /** Sorted, not overlapping. */
  readonly changes: readonly TextChange[];
  /** What could not be written where the value stands, and became an override for this reason. */
  readonly overrides: readonly { readonly path: StepPath; readonly reason: string }[];
}

/** A part that stands in a text as a literal. The name is where it is written, quotes included. */
export interface Located {
  readonly path: StepPath;
  readonly from: number;
  readonly to: number;
  readonly nameFrom?: number;
  readonly nameTo?: number;
}

/** What each format has: it knows how a value stands in its texts. */
export interface FormatWriter {
  /** Throws {@link EditError} when the text cannot be parsed or a path leads through what is no object or list. */
  edit(text: string, edits: readonly SpecEdit[]): EditedText;
  /** Parts in the order of the text; of broken text those that can be found. Never throws. */
  locate(text: string): readonly Located[];
}

/** Each is loaded when it is needed: a page that edits JSON needs no parser of Jsonnet. */
const WRITERS: Partial<Record<DefinitionFormat, () => Promise<FormatWriter>>> = {
  json: () => import("./json/index.ts"),
  jsonnet: () => import("./jsonnet/index.ts"),
  typescript: () => import("./typescript/index.ts"),
};

export async function formatWriter(format: DefinitionFormat): Promise<FormatWriter> {
  const load = WRITERS[format];
  if (!load) throw new EditError("format-unknown", `a definition in ${format} cannot be edited here`);
  return load();
}
