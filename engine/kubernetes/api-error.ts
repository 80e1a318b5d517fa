import { ZoneError, type ZoneErrorKind } from "../zone-client.ts";

/** The `Status` object by which an API server says what went wrong; only what Espalier uses. */
export interface ApiStatus {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: {
    readonly kind?: string;
    readonly name?: string;
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
  };
}

/** A response that is an error, with what the retry rule needs to know. */
export class ResponseError extends ZoneError {
  readonly reason: string;
  /** Milliseconds the server asks to wait; 0 when it does not say. */
  readonly retryAfter: number;

  constructor(zone: string, status: number, body: ApiStatus, what: string, retryAfter: number) {
    const said = clip(body.message || `HTTP ${status}`);
    super(zone, kindOf(status, body), describe(zone, kindOf(status, body), what, said), { status });
    this.reason = body.reason ?? "";
    this.retryAfter = retryAfter;
  }
}

/** A namespace that is being deleted takes no new objects until it is gone. */
export function isTerminating(error: unknown): boolean {
  return error instanceof ZoneError && error.message.includes("because it is being terminated");
}

/** Milliseconds after which a request may be repeated, `undefined` when repeating would not help. All requests are idempotent. */
export function retryAfter(error: unknown): number | undefined {
  if (!(error instanceof ResponseError)) return isBrokenConnection(error) ? 0 : undefined;
  const { status = 0, kind } = error;
  if (status === 429 || status === 409 || (status >= 500 && kind === "server")) return error.retryAfter;
  // Quota and CRDs are served by controllers that lag a moment behind.
  if (error.message.includes("status unknown for quota")) return 0;
  return status === 404 && error.message.includes("could not find the requested resource") ? 0 : undefined;
}

/** An error of the connection itself, in the user's terms. */
export function connectionError(zone: string, server: string, cause: unknown): ZoneError {
  if (cause instanceof ZoneError) return cause;
  const why = reasonOf(cause);
  return new ZoneError(zone, "unreachable", `zone "${zone}" does not answer at ${server}${why && ` (${why})`}`, {
    cause,
  });
}

const BROKEN = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "ERR_HTTP2_GOAWAY_SESSION", "ERR_HTTP2_STREAM_ERROR"]);

function isBrokenConnection(error: unknown): boolean {
  return error instanceof ZoneError && BROKEN.has(codeOf(error.cause));
}

function codeOf(cause: unknown): string {
  const { code, cause: inner } = (cause ?? {}) as { code?: unknown; cause?: unknown };
  return typeof code === "string" ? code : inner ? codeOf(inner) : "";
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "its host name could not be looked up",
  ECONNRESET: "connection reset",
  EHOSTUNREACH: "no route to it",
  ENETUNREACH: "no network",
  ETIMEDOUT: "timed out",
  UND_ERR_CONNECT_TIMEOUT: "timed out",
  UND_ERR_HEADERS_TIMEOUT: "timed out",
  UND_ERR_BODY_TIMEOUT: "timed out",
  TimeoutError: "timed out",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not signed by the authority in the kubeconfig",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not signed by the authority in the kubeconfig",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not signed by the authority in the kubeconfig",
  CERT_HAS_EXPIRED: "its certificate has expired",
};

function reasonOf(cause: unknown): string {
  const code = codeOf(cause);
  const { name, message } = (cause ?? {}) as { name?: string; message?: string };
  return REASONS[code] ?? REASONS[name ?? ""] ?? clip(message ?? "");
}

function kindOf(status: number, body: ApiStatus): ZoneErrorKind {
  const message = body.message ?? "";
  if (/exceeded quota|maximum .* usage per|minimum .* usage per/.test(message)) return "quota";
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return "not-found";
  if (status === 409) return "conflict";
  // Server-side apply answers 500 to a field that it does not know.
  const unknownField = message.includes("failed to create typed patch object");
  return unknownField || (status >= 400 && status < 500 && status !== 429) ? "invalid" : "server";
}

function describe(zone: string, kind: ZoneErrorKind, what: string, said: string): string {
  const where = `zone "${zone}"`;
  if (kind === "unauthorized") return `${where} does not accept the credentials of its kubeconfig: ${said}`;
  if (kind === "forbidden") return `${where} forbids it: ${what}: ${said}`;
  if (kind === "server") return `${where} failed: ${what}: ${said}`;
  return `${where} refused: ${what}: ${said}`;
}

function clip(text: string): string {
  return text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text;
}
