import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import { type Caller, callerName } from "../identity/caller.ts";
import { accessProject, type ProjectAccess } from "../identity/project-access.ts";
import { newId } from "../new-id.ts";
import type { Platform } from "../platform.ts";
import {
  earlierReply,
  type IdempotentRequest,
  type KeptReply,
  keepReply,
  lockKey,
  onceAtATime,
} from "./idempotency.ts";
import { hasEffect, type Operation, type Reply, type RequestFacts } from "./operation.ts";
import { problemOf } from "./problem-of-error.ts";

/** A call while it is being made: operations see it by the type that fits what they take. */
export interface AnyCall {
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

export interface Performed {
  readonly reply: KeptReply & Reply<unknown>;
  /** Whether it is what an earlier request with the same Idempotency-Key was answered. */
  readonly replayed: boolean;
}

/** Does it, once: in a transaction that holds the effect, the audit entry and the kept reply. */
export async function perform(
  operation: Operation,
  call: AnyCall,
  audited: Readonly<Record<string, string>>,
  idempotent: IdempotentRequest | undefined,
): Promise<Performed> {
  if (!idempotent) return attempt(operation, call, audited, undefined);
  const { database, platform } = call;
  const answered = async (): Promise<Performed | undefined> => {
    const reply = await earlierReply(database, idempotent, platform.secretKey);
    return reply && { reply, replayed: true };
  };
  const earlier = await answered();
  if (earlier) return earlier;
  try {
    return await onceAtATime(platform, idempotent, () => attempt(operation, call, audited, idempotent));
  } catch (error) {
    // The first request may have come to its end meanwhile, and its effect be what this one was refused for.
    const meanwhile = isRefusal(error) ? await answered() : undefined;
    if (meanwhile) return meanwhile;
    throw error;
  }
}

async function attempt(
  operation: Operation,
  call: AnyCall,
  audited: Readonly<Record<string, string>>,
  idempotent: IdempotentRequest | undefined,
): Promise<Performed> {
  const handle = operation.handle as unknown as (call: AnyCall, prepared: unknown) => Promise<Reply<unknown>>;
  const prepare = operation.prepare as unknown as ((call: AnyCall) => Promise<unknown>) | undefined;
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

function isRefusal(error: unknown): boolean {
  const { code, status } = problemOf(error);
  return status < 500 && code !== "in-progress";
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
  // The number of a revision is no text when it is read.
  const named = Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]);
  const { projectId, ...told }: Record<string, string> = { ...Object.fromEntries(named), ...audited };
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
