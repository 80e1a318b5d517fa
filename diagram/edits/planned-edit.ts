import type { Diagnostic, Severity, ValuePath } from "../../constructs/diagnostic.ts";
import type { SpecEdit } from "./spec-edit.ts";

/** What an edit in the diagram means for the definition, and what the person should know of it. Paths lead into the spec. */
export interface PlannedEdit {
  readonly edits: readonly SpecEdit[];
  /** An `error` tells what the edit leaves behind that cannot be deployed and that only the person can mend. */
  readonly notes: readonly Diagnostic[];
  /** Name of what it makes, where nobody has said it. */
  readonly made?: string;
}

export function note(severity: Severity, code: string, message: string, path: ValuePath, fix?: string): Diagnostic {
  return { severity, code, message, path, ...(fix !== undefined && { fix }) };
}
