import { randomUUID } from "node:crypto";
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import { answer } from "./http/answer.ts";
import type { Operation } from "./http/operation.ts";
import { Problem, typedPart } from "./http/problem.ts";
import { problemOf } from "./http/problem-of-error.ts";
import { openApiDocument } from "./openapi/document.ts";
import { OPERATIONS } from "./operations/index.ts";
import { DASHBOARD_FOLDER } from "./pages/dashboard/built-files.ts";
import { addPages } from "./pages/index.ts";
import { isForPeople, sendProblemPage } from "./pages/problem-page.ts";
import type { Platform } from "./platform.ts";

const BASE = "/api/v1";
const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * The HTTP side of the platform: every operation below `/api/v1`, its document, pages about it, and the dashboard.
 *
 * @param dashboard folder that holds the built dashboard
 */
export function createApp(platform: Platform, dashboard: string = DASHBOARD_FOLDER): Express {
  const app = express();
  app
    .disable("x-powered-by")
    .set("etag", false)
    .set("query parser", "simple")
    .set("trust proxy", platform.settings.proxies);
  app.use((request, response, next) => {
    begin(platform, request, response);
    next();
  });
  for (const operation of OPERATIONS) {
    app[operation.method](`${BASE}${expressPath(operation)}`, async (request: Request, response: Response) => {
      response.locals.operation = operation.id;
      await answer(operation, platform, request, response);
    });
  }
  for (const [path, methods] of methodsByPath()) app.all(`${BASE}${path}`, methodNotAllowed(methods));
  const document = JSON.stringify(openApiDocument());
  app.get("/openapi.json", (_, response) => void response.type("json").send(document));
  addPages(app, platform, dashboard);
  app.use((request) => {
    const path = request.path.slice(0, 200).split("/").map(typedPart).join("/");
    throw new Problem("not-found", `there is nothing at ${path}`);
  });
  app.use(failed(platform));
  return app;
}

/** `/projects/{project}` as express writes it. */
function expressPath({ path }: Operation): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

function methodsByPath(): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const operation of OPERATIONS) {
    const path = expressPath(operation);
    methods.set(path, [...(methods.get(path) ?? []), operation.method.toUpperCase()]);
  }
  return methods;
}

function methodNotAllowed(methods: readonly string[]) {
  return (request: Request, response: Response) => {
    response.set("Allow", methods.join(", "));
    throw new Problem("method-not-allowed", `${request.method} is not possible here, only ${methods.join(", ")}`);
  };
}

/** Gives the request its id, the answer its safety headers, and writes down how it ended. */
function begin({ log, metrics }: Platform, request: Request, response: Response): void {
  const started = performance.now();
  const given = request.get("x-request-id");
  const requestId = given && REQUEST_ID.test(given) ? given : randomUUID();
  response.locals.requestId = requestId;
  response.set({
    "X-Request-Id": requestId,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy":
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  });
  response.on("close", () => {
    const milliseconds = performance.now() - started;
    const { operation = "none", caller } = response.locals as { operation?: string; caller?: string };
    const { method } = request;
    const status = response.writableEnded ? response.statusCode : 499;
    metrics.requests.observe({ operation, method, status: String(status) }, milliseconds / 1000);
    // Never the address as a whole: one-time links and invitations carry their token there.
    log.debug(
      { requestId, operation, method, status, caller, milliseconds: Math.round(milliseconds * 10) / 10 },
      "answered",
    );
  });
}

function failed({ log }: Platform): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, _next) => {
    const problem = isUriError(error) ? new Problem("bad-request", "the address is not well formed") : problemOf(error);
    const { requestId, operation } = response.locals as { requestId: string; operation?: string };
    if (problem.status >= 500) log.error({ requestId, operation, err: causeOf(problem) }, problem.message);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (problem.details.retryAfter !== undefined) response.set("Retry-After", String(problem.details.retryAfter));
    if (problem.status === 401) response.set("WWW-Authenticate", 'Bearer realm="espalier"');
    // A body that was not read would be taken for the next request of the connection.
    if (!request.complete && problem.status >= 400) response.set("Connection", "close");
    if (isForPeople(request)) return sendProblemPage(response, problem);
    response
      .status(problem.status)
      .type("application/problem+json")
      .send(JSON.stringify(problem.document(`urn:uuid:${requestId}`)));
  };
}

/** What express throws when it cannot decode a path. */
function isUriError(error: unknown): boolean {
  if (error instanceof Problem) return false;
  return error instanceof URIError || (error as { status?: number } | undefined)?.status === 400;
}

/** The cause, without what the database driver adds of the values of a statement. */
function causeOf({ cause, stack }: Error): unknown {
  if (!(cause instanceof Error)) return { stack };
  const { name, message, code } = cause as NodeJS.ErrnoException;
  return { name, message, code, stack: cause.stack };
}
