import type { Response } from "express";
import type { Kysely } from "kysely";
import type { z } from "zod";
import type { Database } from "../database/tables.ts";
import type { Caller } from "../identity/caller.ts";
import type { Permission } from "../identity/permissions.ts";
import type { ProjectAccess } from "../identity/project-access.ts";
import type { Tag } from "../operations/tags.ts";
import type { Platform } from "../platform.ts";
import type { IfMatch } from "./etag.ts";
import type { ProblemCode } from "./problems.ts";

/**
 * | word      | meaning |
 * | --------- | ------- |
 * | operation | one method of one path: what it takes, who may call it, what it does. The router, the OpenAPI document, the client and the test of every tenant against every operation are made from the list of operations |
 * | call      | one request to an operation, read and checked |
 * | reply     | what is answered |
 * | effect    | what a call leaves behind in the database; an operation without one runs outside of a transaction |
 */

export type Method = "get" | "post" | "put" | "patch" | "delete";

/**
 * `public`: anybody · `caller`: whoever is known, also a project's own key · `person`: a person, with a session or a key ·
 * `session`: a person in a browser, since a key must not do it · `operator`: who runs the platform ·
 * `{ project }`: members of the project in the path, with this permission.
 */
export type Access = "public" | "caller" | "person" | "session" | "operator" | { readonly project: Permission };

export type Shape = z.ZodObject | undefined;
export type Body = z.ZodType | undefined;
type Out<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What is known of a request beside its content. */
export interface RequestFacts {
  readonly id: string;
  readonly address: string;
  readonly userAgent: string;
  readonly cookies: string;
  readonly ifMatch: IfMatch;
  readonly lastEventId: string | undefined;
  /** Where the caller reaches us: `https://espalier.example.com`. */
  readonly origin: string;
}

export interface PublicCall<P extends Shape, Q extends Shape, B extends Body> {
  readonly params: Out<P>;
  readonly query: Out<Q>;
  readonly body: Out<B>;
  /** A transaction in operations with an effect: what is written there is written whole or not at all. */
  readonly database: Kysely<Database>;
  readonly platform: Platform;
  readonly request: RequestFacts;
  /** Ends with the connection of the caller. */
  readonly signal: AbortSignal;
  /** Adds to what the audit log tells of this call. Never a secret. */
  readonly note: (facts: Readonly<Record<string, string>>) => void;
  /** Runs after the reply's transaction is committed; never when it is not. */
  readonly afterwards: (work: () => void) => void;
}

export interface KnownCall<P extends Shape, Q extends Shape, B extends Body> extends PublicCall<P, Q, B> {
  readonly caller: Caller;
}

export interface ProjectCall<P extends Shape, Q extends Shape, B extends Body> extends KnownCall<P, Q, B> {
  readonly project: ProjectAccess;
}

/** An answer; its status is that of the operation's `success` unless it says otherwise. */
export interface Reply<T> {
  readonly body?: T;
  readonly status?: number;
  /** Version of what is answered; becomes the ETag. */
  readonly version?: number;
  readonly location?: string;
  /** `Set-Cookie` lines. */
  readonly cookies?: readonly string[];
  /** Media type of a body that is text and not JSON. */
  readonly type?: string;
}

export interface Success {
  readonly status: 200 | 201 | 202 | 204;
  readonly description: string;
  /** Absent: nothing is answered. */
  readonly body?: z.ZodType;
  /** Media type of a body that is no JSON. */
  readonly type?: string;
  readonly etag?: boolean;
}

/** What every operation says of itself, whoever may call it. */
export interface OperationFacts<P extends Shape, Q extends Shape, B extends Body> {
  /** In the OpenAPI document and the audit log: `getProject`. */
  readonly id: string;
  readonly method: Method;
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly success: Success;
  /** Problems it may answer with, beside those that follow from what it takes and who may call it. */
  readonly problems?: readonly ProblemCode[];
  /** `required`: a request that says no version is refused. `optional`: one that says an old version is. */
  readonly ifMatch?: "required" | "optional";
  /** False for methods other than GET that leave nothing behind. Default: true for them */
  readonly effect?: boolean;
  /** Its requests are counted apart, and few of them let through: guessing passwords must be slow. */
  readonly limit?: "strict";
}

type Handle<Call, T> = (call: Call) => Promise<Reply<T>>;
type Prepare<Call, Prepared> = (call: Omit<Call, "note" | "afterwards">) => Promise<Prepared>;

export interface Operation extends OperationFacts<Shape, Shape, Body> {
  readonly access: Access;
  /** What takes long or asks others, before the transaction: evaluating a definition, reading a zone. */
  readonly prepare?: (call: never) => Promise<unknown>;
  readonly handle?: (call: never, prepared: never) => Promise<Reply<unknown>>;
  /** Instead of `handle`: answers with server-sent events. */
  readonly stream?: (call: never, response: Response) => Promise<void>;
}

interface Does<Call, Prepared, T> {
  readonly prepare?: Prepare<Call, Prepared>;
  readonly handle: (call: Call, prepared: Prepared) => ReturnType<Handle<Call, T>>;
}

/** An operation that needs no caller. */
export function publicOperation<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Body = undefined,
  R = undefined,
>(facts: OperationFacts<P, Q, B> & Does<PublicCall<P, Q, B>, R, unknown>): Operation {
  return { ...facts, access: "public" } as unknown as Operation;
}

/** An operation of a caller, on nothing that belongs to a project. */
export function operation<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Body = undefined,
  R = undefined,
>(
  facts: OperationFacts<P, Q, B> & { readonly access: Exclude<Access, "public" | { project: Permission }> } & Does<
      KnownCall<P, Q, B>,
      R,
      unknown
    >,
): Operation {
  return facts as unknown as Operation;
}

/** An operation on the project that its path names as `{project}`. */
export function projectOperation<
  P extends Shape,
  Q extends Shape = undefined,
  B extends Body = undefined,
  R = undefined,
>(
  facts: OperationFacts<P, Q, B> & { readonly permission: Permission } & Does<ProjectCall<P, Q, B>, R, unknown>,
): Operation {
  const { permission, ...rest } = facts;
  return { ...rest, access: { project: permission } } as unknown as Operation;
}

/** The same, answering with server-sent events. */
export function projectStream<P extends Shape, Q extends Shape = undefined>(
  facts: Omit<OperationFacts<P, Q, undefined>, "success" | "method"> & {
    readonly permission: Permission;
    readonly description: string;
    readonly stream: (call: ProjectCall<P, Q, undefined>, response: Response) => Promise<void>;
  },
): Operation {
  const { permission, ...rest } = facts;
  const success: Success = { status: 200, description: "server-sent events", type: "text/event-stream" };
  return { ...rest, method: "get", success, access: { project: permission } } as unknown as Operation;
}

/** Whether calls leave something behind, and so run in a transaction and stand in the audit log. */
export function hasEffect({ method, effect }: Pick<Operation, "method" | "effect">): boolean {
  return effect ?? method !== "get";
}
