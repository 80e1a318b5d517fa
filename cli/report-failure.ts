import { ProblemError, UnreachableError } from "../api/client/errors.ts";
import { type Diagnostic, DiagnosticsError } from "../constructs/diagnostic.ts";
import { ZoneError, type ZoneErrorKind } from "../engine/zone-client.ts";
import { CommandError } from "./command-error.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { countDiagnostics, showDiagnostics } from "./show-diagnostics.ts";
import { safeText } from "./terminal/safe-text.ts";

interface Failure {
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly fix?: string;
  readonly diagnostics?: readonly Diagnostic[];
  /** A mistake of ours, not of the person. */
  readonly internal?: true;
}

/** Says what went wrong and gives the exit status for it. With `--json` the same goes to stdout as one document. */
export function reportFailure(context: Context, error: unknown): ExitCode {
  const { output, cwd, environment } = context;
  const failure = describe(error);
  if (failure.diagnostics) showDiagnostics(output, failure.diagnostics, cwd);
  sayHeadline(context, failure);
  if (failure.fix) output.say(`  ${safeText(failure.fix)}`);
  if (failure.internal) {
    output.say(
      "  this is a mistake in espalier, not in your definition: please report it with the command you ran, and what\n" +
        "  ESPALIER_DEBUG=1 adds to it (look through it for names you would rather not share)",
    );
  }
  if (environment.ESPALIER_DEBUG && error instanceof Error) output.say(error.stack ?? "");
  if (output.json) output.record({ error: { ...failure, diagnostics: failure.diagnostics ?? [] } });
  return failure.exitCode;
}

/** Where diagnostics were shown they are only counted, unless a single one says it all. */
function sayHeadline({ output }: Context, { message, diagnostics }: Failure): void {
  const { talk, symbols } = output;
  if (!diagnostics) output.say(`${talk.red("error:")} ${safeText(message)}`);
  else if (diagnostics.length > 1 || diagnostics[0]?.position) output.say(`${talk.red(symbols.failed)} ${message}`);
}

function describe(error: unknown): Failure {
  if (error instanceof CommandError) {
    return { exitCode: error.exitCode, message: error.message, ...(error.fix ? { fix: error.fix } : {}) };
  }
  if (error instanceof DiagnosticsError) {
    const { diagnostics } = error;
    return { exitCode: EXIT.configuration, message: countDiagnostics(diagnostics), diagnostics };
  }
  if (error instanceof ProblemError) return ofThePlatform(error);
  if (error instanceof UnreachableError) return { exitCode: EXIT.general, message: error.message };
  if (error instanceof ZoneError) return { exitCode: zoneExitCode(error.kind), message: error.message };
  const system = ofTheSystem(error);
  if (system) return system;
  if (isMistake(error)) return { exitCode: EXIT.general, message: unexpected(error), internal: true };
  const { name, message } = error as Error;
  return { exitCode: REFUSED_INPUT.has(name) ? EXIT.configuration : EXIT.general, message };
}

/** What the platform refused, with what it says of it. */
function ofThePlatform({ status, code, message, diagnostics, requestId, retryAfter }: ProblemError): Failure {
  const exitCode = PLATFORM_EXIT_CODES[status] ?? EXIT.general;
  if (diagnostics.length > 0) return { exitCode, message: countDiagnostics(diagnostics), diagnostics };
  if (code === "not-signed-in") return { exitCode, message, fix: "log in again with `espalier login`" };
  if (status >= 500) return { exitCode, message: `the platform could not answer: ${message} (request ${requestId})` };
  const fix = code === "too-many-requests" && retryAfter ? `try again in ${Math.ceil(retryAfter)} s` : undefined;
  return { exitCode, message, ...(fix && { fix }) };
}

const PLATFORM_EXIT_CODES: Readonly<Record<number, ExitCode>> = {
  401: EXIT.authentication,
  403: EXIT.authentication,
  404: EXIT.configuration,
  409: EXIT.resource,
  412: EXIT.resource,
  422: EXIT.configuration,
};

/** Errors of other rooms that say something about what they were given. */
const REFUSED_INPUT = new Set(["KubeconfigError"]);

/** The rooms throw plain errors in the user's terms; what the language or Node throws was foreseen by nobody. */
function isMistake(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const languages = [TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError];
  return languages.some((kind) => error instanceof kind) || "code" in error;
}

export function zoneExitCode(kind: ZoneErrorKind): ExitCode {
  if (kind === "unauthorized" || kind === "forbidden") return EXIT.authentication;
  return kind === "unreachable" ? EXIT.general : EXIT.resource;
}

const SYSTEM_FAILURES: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EMFILE: "too many open files",
};

/** What the machine refuses is no mistake of ours. */
function ofTheSystem(error: unknown): Failure | undefined {
  const { code, path } = error as NodeJS.ErrnoException;
  const why = code === undefined ? undefined : SYSTEM_FAILURES[code];
  return why === undefined ? undefined : { exitCode: EXIT.general, message: `${why}${path ? `: ${path}` : ""}` };
}

function unexpected(error: unknown): string {
  return error instanceof Error ? `unexpected: ${error.message}` : "unexpected failure";
}
