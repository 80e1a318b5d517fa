import { type Kysely, sql } from "kysely";
import type { Database } from "../../database/tables.ts";
import { conflict } from "../../http/problem.ts";
import { newId } from "../../new-id.ts";
import { type Caller, personOf } from "../caller.ts";
import { drawKey } from "../key-text.ts";
import type { Permission } from "../permissions.ts";

/** Keys that work, of one person or one project, at most. */
export const MOST_KEYS = 100;

export type KeyOwner = { readonly personId: string } | { readonly projectId: string };

export interface NewKey {
  readonly owner: KeyOwner;
  readonly name: string;
  /** Null: all that the person may. */
  readonly permissions: readonly Permission[] | null;
  /** Ids of projects; null: all of the person's. */
  readonly scope: readonly string[] | null;
  readonly expiresAt: Date | null;
  readonly caller: Caller;
}

/**
 * Adds a key. Whoever calls holds a lock on its owner, so that the count is right.
 *
 * @returns its text, which is kept nowhere
 * @throws Problem "conflict" when there are too many
 */
export async function addKey(
  transaction: Kysely<Database>,
  key: NewKey,
): Promise<{ readonly id: string; readonly text: string }> {
  await refuseTooMany(transaction, key.owner);
  const { owner, name, permissions, scope, expiresAt, caller } = key;
  const { text, hash, start } = drawKey("projectId" in owner ? "project" : "person");
  const id = newId();
  await transaction
    .insertInto("api_keys")
    .values({
      id,
      name,
      start,
      hash,
      person_id: "personId" in owner ? owner.personId : null,
      project_id: "projectId" in owner ? owner.projectId : null,
      permissions: permissions && [...permissions],
      scope: scope && [...scope],
      created_by: personOf(caller)?.id ?? null,
      made_by_key: caller.kind === "session" ? null : caller.keyId,
      expires_at: expiresAt,
    })
    .execute();
  return { id, text };
}

async function refuseTooMany(transaction: Kysely<Database>, owner: KeyOwner): Promise<void> {
  const keys = transaction
    .selectFrom("api_keys")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("revoked_at", "is", null)
    .where(({ eb, or }) => or([eb("expires_at", "is", null), eb("expires_at", ">", sql<Date>`now()`)]));
  const { count } = await ("personId" in owner
    ? keys.where("person_id", "=", owner.personId)
    : keys.where("project_id", "=", owner.projectId)
  ).executeTakeFirstOrThrow();
  if (count >= MOST_KEYS) throw conflict(`there are ${MOST_KEYS} keys that work; revoke some first`);
}
