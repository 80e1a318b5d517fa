import type { Request, Response } from "express";
import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import { type Caller, callerName, isOperator } from "../identity/caller.ts";
import { accessProject, type ProjectAccess } from "../identity/project-access.ts";
import { newId } from "../new-id.ts";
import type { Platform } from "../platform.ts";
import { checkInput } from "./check-input.ts";
import { etagOf, readIfMatch } from "./etag.ts";
import {
  earlierReply,
  type IdempotentRequest,
  type KeptReply,
  keepReply,
  lockKey,
  readIdempotencyKey,
} from "./idempotency.ts";
import { hasEffect, type Operation, type Reply, type RequestFacts } from "./operation.ts";
import { notFound, Problem } from "./problem.ts";
import { readBody } from "./read-body.ts";
import { refuseCrossSite } from "./same-site.ts";
import { endWithAccess } from "./stream-access.ts";

/** A call while it is being made: operations see it by the type that fits what they take. */
interface AnyCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Caller | undefined;
  readonly project?: ProjectAccess;
  readonly database: Kysely<Database>;
  readonly platform: Platform;
  readonly request: RequestFacts;
  readonly signal: AbortSignal;
  readonly note: (facts: Readonly<Record<string, string>>) => void;
  readonly afterwards: (work: () => void) => void;
}

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
  const facts = requestFacts(operation, platform, request, response);
  const caller = await identify(operation, platform, request, facts, response);
  const params = readParams(operation, request);
  const project = await findProject(operation, platform, caller, params);
  const query = operation.query
    ? checkInput(operation.query, { ...request.query }, "query")
    : checkNoQuery(request.query as object);
  const body = hasBody(operation) ? await readBody(request) : undefined;
  const input = operation.body ? checkInput(operation.body, body, "body") : undefined;
  const aborted = new AbortController();
  response.on("close", () => aborted.abort());
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
  if (operation.stream) {
    endWithAccess(operation, platform, request, response);
    return operation.stream(call as never, response);
  }
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
  const { reply, replayed } = await perform(operation, call, audited, idempotent);
  for (const work of committed) work();
  if (replayed) response.set("Idempotency-Replayed", "true");
  send(operation, request, response, reply);
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
  throw notFound(name, String((request.params as Record<string, unknown>)[name] ?? ""));
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

/** Does it, once: in a transaction that holds the effect, the audit entry and the kept reply. */
async function perform(
  operation: Operation,
  call: AnyCall,
  audited: Readonly<Record<string, string>>,
  idempotent: IdempotentRequest | undefined,
): Promise<{ reply: KeptReply & Reply<unknown>; replayed: boolean }> {
  const handle = operation.handle as unknown as (call: AnyCall, prepared: unknown) => Promise<Reply<unknown>>;
  const prepare = operation.prepare as unknown as ((call: AnyCall) => Promise<unknown>) | undefined;
  if (idempotent) {
    const earlier = await earlierReply(call.database, idempotent, call.platform.secretKey);
    if (earlier) return { reply: earlier, replayed: true };
  }
  const prepared = await prepare?.(call);
  if (!hasEffect(operation)) return { reply: withStatus(operation, await handle(call, prepared)), replayed: false };
  const { platform, caller } = call;
  return platform.database.transaction().execute(async (transaction) => {
    if (idempotent) {
      await lockKey(transaction, idempotent);
      const earlier = await earlierReply(transaction, idempotent, platform.secretKey);
      if (earlier) return { reply: earlier, replayed: true };
    }
    // Permissions are looked at again under the lock: they may have been taken away since.
    const { access } = operation;
    const project =
      call.project && caller && typeof access === "object"
        ? await accessProject(transaction, caller, call.project.name, access.project, { lock: true })
        : undefined;
    const reply = withStatus(
      operation,
      await handle({ ...call, ...(project && { project }), database: transaction }, prepared),
    );
    if (caller || Object.keys(audited).length > 0)
      await audit(transaction, operation, { ...call, database: transaction }, audited);
    if (idempotent) {
      const { cookies: _, ...kept } = reply;
      await keepReply(transaction, idempotent, kept, platform.secretKey);
    }
    return { reply, replayed: false };
  });
}

function withStatus({ success }: Operation, reply: Reply<unknown>): KeptReply & Reply<unknown> {
  return { ...reply, status: reply.status ?? success.status };
}

async function audit(
  transaction: Kysely<Database>,
  operation: Operation,
  { caller, project, params, request }: AnyCall,
  audited: Readonly<Record<string, string>>,
): Promise<void> {
  const target = { ...(params as Record<string, string> | undefined), ...audited };
  const { projectId, ...told } = target as Record<string, string>;
  await transaction
    .insertInto("audit_entries")
    .values({
      id: newId(),
      project_id: project?.id ?? projectId ?? null,
      caller: caller ? callerName(caller) : "nobody",
      operation: operation.id,
      target: JSON.stringify(told),
      request_id: request.id,
    })
    .execute();
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
