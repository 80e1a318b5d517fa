/**
 * What Espalier says about what a person wrote. Loading and validating return a value plus *all* diagnostics;
 * throwing is for what cannot go on.
 */

/** A place in a file. `line` and `column` count from 1, as editors show them. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Steps from the root of a definition to a value: keys and indices, e.g. `["containers", 0, "image"]`. */
export type ValuePath = readonly (string | number)[];

/** `error` stops the pipeline, `warning` does not, `note` tells what was chosen where the definition is silent. */
export type Severity = "error" | "warning" | "note";

/** One finding, in the user's terms: lower case, no full stop. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable, kebab-case, for machines: `unknown-key`, `undeclared-variable`… */
  readonly code: string;
  readonly message: string;
  readonly path?: ValuePath;
  readonly position?: Position;
  /** The value that was found, shortened; never a secret. */
  readonly got?: string;
  /** What would have been accepted. */
  readonly allowed?: string;
  /** How to fix it, e.g. `did you mean "image"?`. */
  readonly fix?: string;
}

/** A value, unless there are errors, and everything there is to say about it. */
export interface Diagnosed<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Thrown at a boundary where a caller asked for the value or nothing; carries every diagnostic. */
export class DiagnosticsError extends Error {
  override readonly name = "DiagnosticsError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join("\n"));
    this.diagnostics = diagnostics;
  }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/** `containers[0].options.expose` */
export function formatPath(path: ValuePath): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");
}

/** One line for a terminal, without colour: `file:3:7: error: message (got …; allowed: …) — fix [code]`. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { position, severity, path, message, got, allowed, fix, code } = diagnostic;
  const where = position ? `${position.file}:${position.line}:${position.column}: ` : "";
  const at = path?.length ? `${formatPath(path)}: ` : "";
  const facts = [got === undefined ? "" : `got ${got}`, allowed ? `allowed: ${allowed}` : ""]
    .filter(Boolean)
    .join("; ");
  return `${where}${severity}: ${at}${message}${facts ? ` (${facts})` : ""}${fix ? ` — ${fix}` : ""} [${code}]`;
}
