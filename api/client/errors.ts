import type { Schema } from "./types.ts";

/** Why a request was refused: the problem document (RFC 9457) that was answered. Its message is the `detail`. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;
  /** As listed at `/docs/problems`; `unknown` when something between us and the platform answered. */
  readonly code: Schema<"Problem">["code"] | "unknown";
  readonly title: string;
  readonly diagnostics: readonly Schema<"Diagnostic">[];
  /** Of a stale write: what is there now, and what has changed since. */
  readonly changed: unknown;
  /** Names the request in the platform's log. */
  readonly requestId: string | undefined;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;

  constructor(status: number, headers: Headers, body: unknown) {
    const problem = isProblem(body) ? body : undefined;
    super(problem?.detail ?? `the server answered with status ${status} and no reason`);
    this.status = status;
    this.code = problem?.code ?? "unknown";
    this.title = problem?.title ?? "this is not an answer of the platform";
    this.diagnostics = problem?.diagnostics ?? [];
    this.changed = problem?.changed;
    this.requestId = headers.get("x-request-id") ?? undefined;
    this.retryAfter = retryAfterOf(headers);
  }
}

/** The platform could not be reached, or the connection broke; whether a request was carried out is not known. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
  readonly url: string;

  constructor(url: string, cause: unknown) {
    super(`${new URL(url).origin} cannot be reached: ${reasonOf(cause)}`, { cause });
    this.url = url;
  }
}

/** Seconds, of a header that gives seconds or a date (RFC 9110, section 10.2.3). */
export function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function isProblem(body: unknown): body is Schema<"Problem"> {
  if (typeof body !== "object" || body === null) return false;
  const { detail, code } = body as Record<string, unknown>;
  return typeof detail === "string" && typeof code === "string";
}

/** `fetch` says "fetch failed"; the reason is the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
