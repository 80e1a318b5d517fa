import type { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { IF_MATCH } from "../http/etag.ts";
import { hasEffect, type Operation } from "../http/operation.ts";
import { PROBLEMS, type ProblemCode } from "../http/problems.ts";
import { OPERATIONS } from "../operations/index.ts";
import { TAGS } from "../operations/tags.ts";
import { VERSION } from "../version.ts";
import { ProblemDocument } from "./problem-document.ts";

let made: ReturnType<typeof createDocument> | undefined;

/** The OpenAPI 3.1 document, made from the operations and the schemas that check their requests. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  made ??= createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "Espalier",
        version: VERSION,
        description: "Everything the platform can do. Errors are problem documents (RFC 9457) with diagnostics inside.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/api/v1" }],
      tags: TAGS.map(({ name, description }) => ({ name, description })),
      paths: paths(),
      components: {
        securitySchemes: {
          key: { type: "http", scheme: "bearer", description: "an API key: `Authorization: Bearer esp_…`" },
          session: { type: "apiKey", in: "cookie", name: "espalier_session", description: "set by signing in" },
        },
      },
    },
    { reused: "inline" } as never,
  );
  return made;
}

function paths(): ZodOpenApiPathsObject {
  const all: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of OPERATIONS) {
    all[operation.path] ??= {};
    (all[operation.path] as Record<string, ZodOpenApiOperationObject>)[operation.method] = describe(operation);
  }
  return all as ZodOpenApiPathsObject;
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, params, query, body, access } = operation;
  const headers = headersOf(operation);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, accessText(operation)].filter(Boolean).join("\n\n"),
    ...(access === "public" ? { security: [] } : { security: securityOf(operation) }),
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
    } as ZodOpenApiOperationObject["requestParams"] & {},
    ...(headers.length > 0 && { parameters: headers }),
    ...(body && {
      requestBody: {
        required: !body.safeParse(undefined).success,
        content: { "application/json": { schema: body as z.ZodType } },
      },
    }),
    responses: responsesOf(operation),
    ...(typeof access === "object" && { "x-permission": access.project }),
    "x-access": typeof access === "object" ? "project" : access,
    "x-effect": hasEffect(operation),
  } as ZodOpenApiOperationObject;
}

function accessText({ access }: Operation): string {
  if (typeof access === "object") return `Needs the permission \`${access.project}\` in the project.`;
  return {
    public: "Needs no sign-in.",
    caller: "For anybody who is known.",
    person: "For a person, with a session or a key.",
    session: "For a person who has signed in; a key cannot do it.",
    operator: "For operators of the platform.",
  }[access];
}

function securityOf({ access }: Operation): Record<string, string[]>[] {
  return access === "session" ? [{ session: [] }] : [{ key: [] }, { session: [] }];
}

function headersOf(operation: Operation) {
  const { ifMatch, method } = operation;
  return [
    ...(ifMatch
      ? [
          {
            name: "If-Match",
            in: "header" as const,
            required: ifMatch === "required",
            description: "The ETag of what was read; * writes over anything.",
            schema: { type: "string" as const, pattern: IF_MATCH.source, examples: ['"3"', "*"] },
          },
        ]
      : []),
    ...(method === "post" && hasEffect(operation)
      ? [
          {
            name: "Idempotency-Key",
            in: "header" as const,
            required: false,
            description: "Makes it safe to send the request again: it is carried out once. Kept for 24 hours.",
            schema: { type: "string" as const, pattern: "^[\\x21-\\x7e]{1,200}$" },
          },
        ]
      : []),
  ];
}

function responsesOf(operation: Operation): Record<string, unknown> {
  const { success } = operation;
  const headers = {
    "X-Request-Id": { description: "Names the request in the log.", schema: { type: "string" } },
    ...(success.etag && { ETag: { description: "The version; give it as If-Match.", schema: { type: "string" } } }),
  };
  const content = success.body
    ? { [success.type ?? "application/json"]: { schema: success.body } }
    : success.type
      ? { [success.type]: { schema: { type: "string" } } }
      : undefined;
  return {
    [success.status]: { description: success.description, headers, ...(content && { content }) },
    ...(success.etag && operation.method === "get" && { 304: { description: "it is the version you have" } }),
    ...problemResponses(operation),
  };
}

/** By status, since one status may have several reasons. */
function problemResponses(operation: Operation): Record<string, unknown> {
  const byStatus = Map.groupBy(problemsOf(operation), (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    Array.from(byStatus, ([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join("; "),
        content: { "application/problem+json": { schema: ProblemDocument } },
      },
    ]),
  );
}

/** What follows from what an operation takes and who may call it, and what it says itself. */
function problemsOf(operation: Operation): ProblemCode[] {
  const { access, params, query, body, method, ifMatch, problems = [] } = operation;
  const takesBody = body !== undefined;
  return [
    ...new Set<ProblemCode>([
      "bad-request",
      "too-many-requests",
      "internal",
      "unavailable",
      "invalid",
      ...(access === "public" ? [] : (["not-signed-in", "not-permitted"] as const)),
      ...(method === "get" ? [] : (["cross-site"] as const)),
      ...(params ? (["not-found"] as const) : []),
      ...(query || takesBody ? (["invalid"] as const) : []),
      ...(takesBody ? (["too-large", "wrong-media-type"] as const) : []),
      ...(method === "post" && hasEffect(operation) ? (["in-progress", "key-reused"] as const) : []),
      ...(ifMatch ? (["stale"] as const) : []),
      ...(ifMatch === "required" ? (["version-required"] as const) : []),
      ...problems,
    ]),
  ].toSorted((a, b) => PROBLEMS[a].status - PROBLEMS[b].status);
}
