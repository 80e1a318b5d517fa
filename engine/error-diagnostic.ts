import { type Diagnostic, DiagnosticsError } from "../constructs/diagnostic.ts";
import type { Secrets } from "../templates/evaluation.ts";
import { redact } from "./redact.ts";
import { ZoneError } from "./zone-client.ts";

const NO_SECRETS: Secrets = new Map();

/** An error as a diagnostic that names its zone and holds no secret. */
export function errorDiagnostic(error: unknown, zone: string, secrets: Secrets = NO_SECRETS): Diagnostic {
  const message = redact(error instanceof Error ? error.message : String(error), secrets);
  if (error instanceof ZoneError) return { severity: "error", code: `zone-${error.kind}`, message };
  return { severity: "error", code: "update-failed", message: `zone "${zone}": ${message}` };
}

/** The same for what was thrown at a boundary with diagnostics of its own. */
export function errorDiagnostics(error: unknown, zone: string, secrets: Secrets = NO_SECRETS): readonly Diagnostic[] {
  return error instanceof DiagnosticsError ? error.diagnostics : [errorDiagnostic(error, zone, secrets)];
}
