import { z } from "zod";
import type { Diagnostic } from "../../constructs/diagnostic.ts";

/** A finding, as `constructs/diagnostic.ts` makes it. */
export const DiagnosticView = z
  .strictObject({
    severity: z.enum(["error", "warning", "note"]),
    code: z.string(),
    message: z.string(),
    path: z
      .array(z.union([z.string(), z.int()]))
      .optional()
      .describe("Steps from the root to the value it is about."),
    position: z.strictObject({ file: z.string(), line: z.int(), column: z.int() }).optional(),
    got: z.string().optional(),
    allowed: z.string().optional(),
    fix: z.string().optional(),
  })
  .meta({ id: "Diagnostic" });

/** Nobody reads more, and a hostile definition makes any number of them. */
const MOST_SHOWN = 500;

/** Findings as they are answered, errors first where there are too many. */
export function viewDiagnostics(diagnostics: readonly Diagnostic[]): z.output<typeof DiagnosticView>[] {
  const left = diagnostics.length - MOST_SHOWN;
  if (left <= 0) return diagnostics.map(viewDiagnostic);
  const bySeverity = diagnostics.toSorted((one, other) => weight(one) - weight(other)).slice(0, MOST_SHOWN);
  const rest: Diagnostic = { severity: "note", code: "too-many-findings", message: `and ${left} more findings` };
  return [...bySeverity, rest].map(viewDiagnostic);
}

export function viewDiagnostic(diagnostic: Diagnostic): z.output<typeof DiagnosticView> {
  const { severity, code, message, path, position, got, allowed, fix } = diagnostic;
  return {
    severity,
    code,
    message,
    ...(path && { path: [...path] }),
    ...(position && { position: { file: position.file, line: position.line, column: position.column } }),
    ...(got !== undefined && { got }),
    ...(allowed !== undefined && { allowed }),
    ...(fix !== undefined && { fix }),
  };
}

function weight({ severity }: Diagnostic): number {
  return ["error", "warning", "note"].indexOf(severity);
}
