import type { Request, Response } from "express";
import { type Caller, callerName, isOperator } from "../identity/caller.ts";
import { accessProject, type ProjectAccess } from "../identity/project-access.ts";
import type { Platform } from "../platform.ts";
import { checkInput } from "./check-input.ts";
import { etagOf, readIfMatch } from "./etag.ts";
import { type KeptReply, readIdempotencyKey } from "./idempotency.ts";
import { hasEffect, type Operation, type Reply, type RequestFacts } from "./operation.ts";
import { type AnyCall, perform } from "./perform.ts";
import { notFound, Problem, typedPart } from "./problem.ts";
import { readBody } from "./read-body.ts";
import { refuseCrossSite } from "./same-site.ts";
import { endWithAccess } from "./stream-access.ts";

/**
 * The way of every request: who → how often → which project, may they → what → do it once → answer. The content is read
 * only when it is known that the caller may send it.
 */
export async function answer(
  operation: Operation,
  platform: Platform,
  request: Request,
  response: Response,
): Promise<void> {
  const begun = await begin(operation, platform, request, response, () => readBody(request));
  if (operation.stream) {
    endWithAccess(operation, platform, request, response);
    return operation.stream(begun.call as never, response);
  }
  const { reply, replayed } = await finish(operation, platform, request, begun);
  if (replayed) response.set("Idempotency-Replayed", "true");
  send(operation, request, response, reply);
}

/**
 * The same way for whoever answers otherwise than the API does: a page that does what an operation does.
 *
 * @param readInput the body, as the operation takes it
 */
export async function carryOut(
  operation: Operation,
  platform: Platform,
  request: Request,
  response: Response,
  readInput: () => Promise<unknown>,
): Promise<Reply<unknown>> {
  const begun = await begin(operation, platform, request, response, readInput);
  return (await finish(operation, platform, request, begun)).reply;
}

/** Why work ends that nobody waits for any more: no failure of ours, so nothing to write into the log. */
const CALLER_LEFT = new Problem("bad-request", "whoever asked this has gone");

interface Begun {
  readonly call: AnyCall;
  readonly body: unknown;
  /** What the audit log is told. */
  readonly audited: Record<string, string>;
  /** Runs when the transaction is committed. */
  readonly committed: readonly (() => void)[];
}

async function begin(
  operation: Operation,
  platform: Platform,
  request: Request,
  response: Response,
  readInput: () => Promise<unknown>,
): Promise<Begun> {
  const facts = requestFacts(operation, platform, request, response);
  const caller = await identify(operation, platform, request, facts, response);
  const params = readParams(operation, request);
  const project = await findProject(operation, platform, caller, params);
  const query = operation.query
    ? checkInput(operation.query, { ...request.query }, "query")
    : checkNoQuery(request.query as object);
  const body = hasBody(operation) ? await readInput() : undefined;
  const input = operation.body ? checkInput(operation.body, body, "body") : undefined;
  const aborted = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) aborted.abort(CALLER_LEFT);
  });
  const audited: Record<string, string> = {};
  const committed: (() => void)[] = [];
  const call: AnyCall = {
    params,
    query,
    body: input,
    caller,
    ...(project && { project }),
    database: platform.database,
    platform,
    request: facts,
    signal: aborted.signal,
    note: (more) => Object.assign(audited, more),
    afterwards: (work) => committed.push(work),
  };
  return { call, body, audited, committed };
}

async function finish(
  operation: Operation,
  platform: Platform,
  request: Request,
  { call, body, audited, committed }: Begun,
): Promise<{ reply: KeptReply & Reply<unknown>; replayed: boolean }> {
  const { caller, request: facts } = call;
  const idempotent =
    operation.method === "post" && hasEffect(operation)
      ? readIdempotencyKey(
          request.get("idempotency-key"),
          caller ? callerName(caller) : `address:${facts.address}`,
          request.method,
          request.originalUrl,
          body,
          platform.secretKey,
        )
      : undefined;
  const done = await perform(operation, call, audited, idempotent);
  for (const work of committed) work();
  if (call.project && hasEffect(operation) && !done.replayed) call.platform.bells.ring(call.project.id);
  return done;
}

function requestFacts(operation: Operation, platform: Platform, request: Request, response: Response): RequestFacts {
  const ifMatch = operation.ifMatch ? readIfMatch(request.get("if-match")) : undefined;
  if (operation.ifMatch === "required" && ifMatch === undefined) {
    throw new Problem(
      "version-required",
      "send If-Match with the ETag of what you have read, or * to write over anything",
    );
  }
  return {
    id: response.locals.requestId as string,
    address: request.ip ?? "unknown",
    userAgent: (request.get("user-agent") ?? "").slice(0, 200),
    cookies: request.get("cookie") ?? "",
    ifMatch,
    lastEventId: request.get("last-event-id"),
    origin: platform.origin(),
  };
}

async function identify(
  operation: Operation,
  platform: Platform,
  request: Request,
  facts: RequestFacts,
  response: Response,
): Promise<Caller | undefined> {
  const caller = operation.access === "public" ? undefined : await platform.callers.identify(request);
  if (caller) response.locals.caller = callerName(caller);
  await platform.limits.take(operation, caller, facts, response);
  if (operation.access === "public") {
    if (operation.method !== "get") refuseCrossSite(request, facts.origin);
    return undefined;
  }
  if (!caller) {
    throw new Problem(
      "not-signed-in",
      "send a key as Authorization: Bearer …, or sign in; it is missing, wrong or has ended",
    );
  }
  if (caller.kind === "session" && operation.method !== "get") refuseCrossSite(request, facts.origin);
  const { access } = operation;
  if (typeof access === "object" || access === "caller") return caller;
  if (caller.kind === "project-key")
    throw new Problem("not-permitted", "a project's own key cannot do this; use a person's");
  if (access === "session" && caller.kind !== "session") {
    throw new Problem("not-permitted", "a key cannot do this; sign in as a person");
  }
  if (access === "operator" && !isOperator(caller)) {
    throw new Problem("not-permitted", "only operators of the platform may do this");
  }
  return caller;
}

/** What cannot be the name of anything is the name of nothing: it is not found, whatever is wrong with it. */
function readParams({ params }: Operation, request: Request): unknown {
  if (!params) return undefined;
  const { data, error } = params.safeParse(request.params);
  if (!error) return data;
  const name = String(error.issues[0]?.path[0] ?? "address");
  throw notFound(name, typedPart(String((request.params as Record<string, unknown>)[name] ?? "")));
}

function findProject(
  { access }: Operation,
  platform: Platform,
  caller: Caller | undefined,
  params: unknown,
): Promise<ProjectAccess> | undefined {
  if (typeof access !== "object" || !caller) return undefined;
  return accessProject(platform.database, caller, (params as { project: string }).project, access.project);
}

function checkNoQuery(query: object): undefined {
  const [name] = Object.keys(query);
  if (name === undefined) return undefined;
  throw new Problem("invalid", `this address takes no query; ${JSON.stringify(name.slice(0, 60))} is not known`);
}

function hasBody({ method, body }: Operation): boolean {
  return body !== undefined && method !== "get";
}

const SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

function send({ success }: Operation, request: Request, response: Response, reply: KeptReply & Reply<unknown>): void {
  const { status, body, version, location, cookies, type } = reply;
  if (version !== undefined) response.set("ETag", etagOf(version));
  if (location !== undefined) response.set("Location", location);
  if (cookies?.length) response.append("Set-Cookie", [...cookies]);
  if (version !== undefined && request.method === "GET" && request.get("if-none-match") === etagOf(version)) {
    response.status(304).end();
    return;
  }
  // An SVG brings its own style, and must do nothing else.
  if (success.type === "image/svg+xml") response.set("Content-Security-Policy", SVG_POLICY);
  response.status(status);
  if (body === undefined || status === 204) response.end();
  else if (type ?? success.type) response.set("Content-Type", type ?? success.type).end(String(body));
  else response.set("Content-Type", "application/json; charset=utf-8").end(JSON.stringify(body));
}
