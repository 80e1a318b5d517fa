import { type Diagnostic, DiagnosticsError } from "../constructs/diagnostic.ts";
import { StackError } from "../stacks/update.ts";
import type { Secrets } from "../templates/evaluation.ts";
import { redact, redactDiagnostic } from "./redact.ts";
import type { ZoneOutcome } from "./update-events.ts";
import { ZoneError } from "./zone-client.ts";

const NO_SECRETS: Secrets = new Map();

/** An error as a diagnostic that names its zone and holds no secret. */
export function errorDiagnostic(error: unknown, zone: string, secrets: Secrets = NO_SECRETS): Diagnostic {
  const message = redact(error instanceof Error ? error.message : String(error), secrets);
  if (error instanceof ZoneError) return { severity: "error", code: `zone-${error.kind}`, message };
  return { severity: "error", code: "update-failed", message: `zone "${zone}": ${message}` };
}

/** Everything an update that ended early has to say. */
export function errorDiagnostics(error: unknown, zone: string, secrets: Secrets = NO_SECRETS): readonly Diagnostic[] {
  if (error instanceof DiagnosticsError) return error.diagnostics.map((each) => redactDiagnostic(each, secrets));
  if (!(error instanceof StackError) || error.failures.length === 0) return [errorDiagnostic(error, zone, secrets)];
  return error.failures.map(({ cause }) => errorDiagnostic(cause, zone, secrets));
}

export function outcomeOfFailure(signal: AbortSignal | undefined): ZoneOutcome {
  return signal?.aborted ? "cancelled" : "failed";
}
