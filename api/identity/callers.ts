import type { Request } from "express";
import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import { Problem } from "../http/problem.ts";
import type { Accounts } from "./accounts.ts";
import type { Caller } from "./caller.ts";
import { isKey, keyHash } from "./key-text.ts";
import type { Permission } from "./permissions.ts";

/** A key that was revoked elsewhere works here for so long at most, in milliseconds; the promise is one second. */
const KNOWN_FOR = 500;
const MOST_KNOWN = 10_000;
/** Last uses are written down so often, in milliseconds, for all keys at once. */
const USES_WRITTEN = 5_000;

/** Tells who makes a request, by its key or its session. */
export class Callers {
  readonly #database: Kysely<Database>;
  readonly #accounts: Accounts;
  readonly #known = new Map<string, { readonly caller: Caller; readonly until: number; readonly expiresAt: number }>();
  readonly #used = new Map<string, Date>();
  readonly #timer: NodeJS.Timeout;
  readonly #onError: (error: unknown) => void;

  constructor(database: Kysely<Database>, accounts: Accounts, onError: (error: unknown) => void) {
    this.#database = database;
    this.#accounts = accounts;
    this.#onError = onError;
    this.#timer = setInterval(() => void this.#writeUses(), USES_WRITTEN).unref();
  }

  /** Undefined when the request names nobody, or somebody who is not known any more. */
  async identify(request: Request): Promise<Caller | undefined> {
    const authorization = request.get("authorization");
    if (authorization !== undefined) return this.#byKey(readBearer(authorization));
    const cookies = request.get("cookie");
    if (!cookies) return undefined;
    const session = await this.#accounts.session(cookies);
    return session && { kind: "session", person: session.person, sessionId: session.sessionId };
  }

  /** Of a key that was revoked in this process: it ends at once. */
  forget(keyId: string): void {
    for (const [hash, { caller }] of this.#known) {
      if (caller.kind !== "session" && caller.keyId === keyId) this.#known.delete(hash);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writeUses();
  }

  async #byKey(text: string): Promise<Caller | undefined> {
    if (!isKey(text)) return undefined;
    const hash = keyHash(text);
    const digest = hash.toString("base64");
    const known = this.#known.get(digest);
    const now = Date.now();
    const caller = known && known.until > now && known.expiresAt > now ? known.caller : await this.#read(hash, digest);
    if (caller && caller.kind !== "session") this.#used.set(caller.keyId, new Date(now));
    return caller;
  }

  async #read(hash: Buffer, digest: string): Promise<Caller | undefined> {
    const row = await this.#database
      .selectFrom("api_keys")
      .leftJoin("people", "people.id", "api_keys.person_id")
      .select(["api_keys.id", "api_keys.person_id", "api_keys.project_id", "api_keys.permissions", "api_keys.scope"])
      .select(["api_keys.expires_at", "people.email", "people.name", "people.operator"])
      .where("api_keys.hash", "=", hash)
      .where("api_keys.revoked_at", "is", null)
      .executeTakeFirst();
    this.#known.delete(digest);
    const expiresAt = row?.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
    if (!row || expiresAt <= Date.now()) return undefined;
    const permissions = row.permissions && new Set<Permission>(row.permissions);
    const caller: Caller = row.project_id
      ? { kind: "project-key", keyId: row.id, projectId: row.project_id, permissions: permissions ?? new Set() }
      : {
          kind: "key",
          keyId: row.id,
          person: {
            id: row.person_id as string,
            email: row.email as string,
            name: row.name as string,
            operator: row.operator ?? false,
          },
          permissions,
          scope: row.scope && new Set(row.scope),
        };
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(digest, { caller, until: Date.now() + KNOWN_FOR, expiresAt });
    return caller;
  }

  async #writeUses(): Promise<void> {
    const uses = [...this.#used];
    this.#used.clear();
    try {
      for (const [id, at] of uses) {
        await this.#database.updateTable("api_keys").set({ last_used_at: at }).where("id", "=", id).execute();
      }
    } catch (error) {
      // When a key was used last is shown to people, nothing rests on it.
      this.#onError(error);
    }
  }
}

function readBearer(authorization: string): string {
  const [, token] = /^Bearer +(\S{1,200})$/i.exec(authorization) ?? [];
  if (token === undefined) throw new Problem("not-signed-in", "Authorization is not of the form: Bearer KEY");
  return token;
}
