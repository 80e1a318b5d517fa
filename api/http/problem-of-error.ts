import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import { ZoneError } from "../../engine/zone-client.ts";
import { invalid, Problem } from "./problem.ts";

/** SQLSTATE classes and codes that mean: the server is going, gone or coming back (PostgreSQL manual, appendix A). */
const AWAY = /^(08...|57P0[1-5]|53300|25P03)$/;
const SOCKET = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "ENOENT"]);
const LOST = /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;
/** Two transactions that cannot both be: trying again is right. 40001, 40P01; 55P03 lock not available; 57014 too slow. */
const CONTENDED = new Set(["40001", "40P01", "55P03", "57014"]);

/** Whether an error of the driver means that the database is away, not that the statement was wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && AWAY.test(code)) return true;
  if (code !== undefined && SOCKET.has(code) && syscall !== undefined) return true;
  return LOST.test(error.message);
}

/** What anything that was thrown tells a caller. What we did not foresee tells nothing but that. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DiagnosticsError) return invalid(error.diagnostics);
  if (error instanceof ZoneError) {
    return new Problem("zone-unavailable", error.message, { retryAfter: 5, cause: error });
  }
  if (isDatabaseAway(error)) {
    return new Problem("unavailable", "nothing was lost that had been answered; try again in a moment", {
      retryAfter: 1,
      cause: error,
    });
  }
  if (error instanceof Error && CONTENDED.has((error as NodeJS.ErrnoException).code ?? "")) {
    return new Problem("unavailable", "too many changes of the same thing at once; try again in a moment", {
      retryAfter: 1,
      cause: error,
    });
  }
  return new Problem("internal", "the request could not be answered; the log holds the reason under its request id", {
    cause: error,
  });
}
