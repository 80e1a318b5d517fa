import { retryAfterOf, UnreachableError } from "./errors.ts";

export type Fetch = (request: Request) => Promise<Response>;

const FIRST_WAIT = 200;
const LONGEST_WAIT = 5_000;
/** Where nobody listens, nothing was sent and most often nobody will: milliseconds of patience with that. */
const REFUSED_PATIENCE = 2_000;
const REFUSED = new Set(["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH"]);
/** Reasons of a failure that stay: the other side does not prove who it is. */
const UNPROVED = /CERT|^ERR_(TLS|SSL)/;

/**
 * Sends a request again where that is safe and may help: connections that break and 503, of GETs and of POSTs with an
 * Idempotency-Key; a POST whose first sending is still being answered; anything that came too often. Waits as long as the
 * answer says, else longer each time.
 *
 * @param patience milliseconds after which it gives up
 * @throws UnreachableError, or the reason of the request's signal
 */
export async function fetchWithRetry(fetch: Fetch, request: Request, patience: number): Promise<Response> {
  const begun = performance.now();
  for (let attempt = 0; ; attempt++) {
    const outcome = await send(fetch, request);
    const wait = waitBefore(attempt, request, outcome);
    const limit = isRefused(outcome) ? Math.min(patience, REFUSED_PATIENCE) : patience;
    if (wait === undefined || performance.now() - begun + wait > limit) {
      if (outcome instanceof Response) return outcome;
      throw new UnreachableError(request.url, outcome);
    }
    if (outcome instanceof Response) await outcome.body?.cancel();
    await pause(wait, request.signal);
  }
}

/** Resolves after a while. Rejects with the signal's reason when that fires first. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** Milliseconds: longer after each failure, never the same for two clients. */
export function backOff(attempt: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt) * (0.5 + Math.random() / 2);
}

async function send(fetch: Fetch, request: Request): Promise<Response | Error> {
  try {
    const response = await fetch(request.clone());
    // Read to the end here: a connection may break in the middle of an answer, too.
    const whole = response.clone();
    await response.arrayBuffer();
    return whole;
  } catch (error) {
    request.signal.throwIfAborted();
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Undefined: sending it again is not safe, or no use. */
function waitBefore(attempt: number, request: Request, outcome: Response | Error): number | undefined {
  const { method, headers } = request;
  const repeatable = method === "GET" || (method === "POST" && headers.has("idempotency-key"));
  if (outcome instanceof Error) return repeatable && mayPass(outcome) ? backOff(attempt) : undefined;
  const { status } = outcome;
  const told = retryAfterOf(outcome.headers);
  const wait = told === undefined ? backOff(attempt) : told * 1000 + Math.random() * FIRST_WAIT;
  if (status === 429) return wait;
  if (!repeatable) return undefined;
  // Of the conflicts, only one that passes by itself says when.
  return status === 503 || (status === 409 && told !== undefined) ? wait : undefined;
}

function isRefused(outcome: Response | Error): boolean {
  return outcome instanceof Error && REFUSED.has(codeOf(outcome) ?? "");
}

/** Not what a runtime refuses to send at all, which has a cause without a code. */
function mayPass(error: Error): boolean {
  const code = codeOf(error);
  return code === undefined ? error.cause === undefined : !UNPROVED.test(code);
}

function codeOf({ cause }: Error): string | undefined {
  const { code, errors } = (cause ?? {}) as { code?: string; errors?: { code?: string }[] };
  return code ?? errors?.[0]?.code;
}
