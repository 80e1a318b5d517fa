import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { PROBLEMS, type ProblemCode } from "./problems.ts";

export interface ProblemDetails {
  readonly diagnostics?: readonly Diagnostic[];
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number;
  /** What a stale write was not aware of. */
  readonly changed?: unknown;
  readonly cause?: unknown;
}

/** Thrown by whoever answers a request: what went wrong, in the caller's terms. It ends up as a problem document. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, message: string, details: ProblemDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  /** RFC 9457, section 3.1, with our diagnostics. */
  document(instance: string): Record<string, unknown> {
    const { title, status } = PROBLEMS[this.code];
    const { diagnostics, changed } = this.details;
    return {
      type: `/docs/problems#${this.code}`,
      title,
      status,
      detail: this.message,
      instance,
      code: this.code,
      ...(diagnostics && { diagnostics }),
      ...(changed !== undefined && { changed }),
    };
  }
}

/** The same answer for what is not there and for what somebody may not know of. */
export function notFound(what: string, name: string): Problem {
  return new Problem("not-found", `there is no ${what} ${JSON.stringify(name.slice(0, 100))}`);
}

/** Tokens and keys are longer than what people type. */
const LONGEST_TYPED = 30;

/** A part of an address that names nothing, as it may be shown: somebody may have pasted a token or a key there. */
export function typedPart(text: string): string {
  return text.length <= LONGEST_TYPED ? text : "…";
}

export function conflict(message: string): Problem {
  return new Problem("conflict", message);
}

/** A request that was understood but has mistakes, each told by a diagnostic. */
export function invalid(diagnostics: readonly Diagnostic[], message?: string): Problem {
  const first = diagnostics[0]?.message ?? "it cannot be accepted";
  const rest = diagnostics.length > 1 ? `, and ${diagnostics.length - 1} more` : "";
  return new Problem("invalid", message ?? `${first}${rest}`, { diagnostics });
}

/** One mistake at a place of the body. */
export function mistake(path: readonly (string | number)[], code: string, message: string, fix?: string): Problem {
  return invalid([{ severity: "error", code, message, path, ...(fix && { fix }) }]);
}
