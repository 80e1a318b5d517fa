import { createHmac } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { SecretKey } from "../../engine/secret-key.ts";
import type { Database } from "../database/tables.ts";
import { Problem } from "./problem.ts";

/** What was answered, as it is kept: cookies are not, a retry signs nobody in. */
export interface KeptReply {
  readonly status: number;
  readonly body?: unknown;
  readonly version?: number;
  readonly location?: string;
  readonly type?: string;
}

/** One request that carries a key of its own choosing. */
export interface IdempotentRequest {
  readonly caller: string;
  readonly key: string;
  readonly fingerprint: Buffer;
}

const KEY = /^[\x21-\x7e]{1,200}$/;

export function readIdempotencyKey(
  header: string | undefined,
  caller: string,
  method: string,
  url: string,
  body: unknown,
  secretKey: SecretKey,
): IdempotentRequest | undefined {
  if (header === undefined) return undefined;
  if (!KEY.test(header)) {
    throw new Problem("bad-request", "Idempotency-Key is 1 to 200 visible ASCII characters, such as a UUID");
  }
  // Keyed: a plain hash of a body would let whoever reads the database guess the password in it.
  const fingerprint = createHmac("sha256", secretKey.deriveHex("idempotency"))
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest();
  return { caller, key: header, fingerprint };
}

/**
 * Holds the key until the transaction ends. It does not wait for one: a thousand that wait would take all connections, also
 * from the one they wait for.
 */
export async function lockKey(transaction: Kysely<Database>, { caller, key }: IdempotentRequest): Promise<void> {
  const lock = sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`idempotency\u0001${caller}\u0001${key}`}, 0)) as locked`;
  const { rows } = await lock.execute(transaction);
  if (!rows[0]?.locked) throw inProgress();
}

/** What each platform of this process is at. */
const underWay = new WeakMap<object, Set<string>>();

/**
 * Lets a process do one thing at a time for a key. The lock in the database would do for what is written there; but what is
 * prepared before takes its time, and would be done as often as it is asked for.
 */
export async function onceAtATime<T>(
  platform: object,
  { caller, key }: IdempotentRequest,
  work: () => Promise<T>,
): Promise<T> {
  const keys = underWay.get(platform) ?? new Set();
  underWay.set(platform, keys);
  const name = `${caller}\u0001${key}`;
  if (keys.has(name)) throw inProgress();
  keys.add(name);
  try {
    return await work();
  } finally {
    keys.delete(name);
  }
}

function inProgress(): Problem {
  return new Problem("in-progress", "the first request with this Idempotency-Key is still being answered", {
    retryAfter: 1,
  });
}

/** What was answered to this request before; undefined when this is the first time. */
export async function earlierReply(
  database: Kysely<Database>,
  request: IdempotentRequest,
  secretKey: SecretKey,
): Promise<KeptReply | undefined> {
  const { caller, key, fingerprint } = request;
  const kept = await database
    .selectFrom("idempotency_keys")
    .select(["fingerprint", "reply"])
    .where("caller", "=", caller)
    .where("key", "=", key)
    .executeTakeFirst();
  if (!kept) return undefined;
  if (!kept.fingerprint.equals(fingerprint)) {
    throw new Problem("key-reused", "this Idempotency-Key was sent with another request; choose a new one for each");
  }
  return JSON.parse(secretKey.decrypt(kept.reply, contextOf(request))) as KeptReply;
}

/** Keeps what is answered, in the transaction that holds the effect: they are there together or not at all. */
export async function keepReply(
  transaction: Kysely<Database>,
  request: IdempotentRequest,
  reply: KeptReply,
  secretKey: SecretKey,
): Promise<void> {
  const { caller, key, fingerprint } = request;
  await transaction
    .insertInto("idempotency_keys")
    .values({
      caller,
      key,
      fingerprint,
      status: reply.status,
      reply: secretKey.encrypt(JSON.stringify(reply), contextOf(request)),
    })
    .execute();
}

function contextOf({ caller, key }: IdempotentRequest): string {
  return `idempotency ${caller} ${key}`;
}
