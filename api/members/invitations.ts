import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { conflict, notFound } from "../http/problem.ts";
import { type Caller, personOf } from "../identity/caller.ts";
import { newId } from "../new-id.ts";
import { drawInvitationToken, INVITATION_DAYS } from "./invitation-token.ts";

/** Invitations of a project that can be accepted at the same time, at most. */
export const MOST_PENDING = 100;

/** Invitations as who may invite sees them. */
export function selectInvitations(database: Kysely<Database>, projectId: string) {
  return database
    .selectFrom("invitations")
    .innerJoin("roles", "roles.id", "invitations.role_id")
    .leftJoin("people", "people.id", "invitations.invited_by")
    .leftJoin("api_keys", "api_keys.id", "invitations.invited_by_key")
    .select(["invitations.id", "invitations.email", "roles.name as role", "invitations.state"])
    .select(["invitations.invited_by_key", "invitations.invited_by", "people.name as inviter"])
    .select(["api_keys.name as key_name", "api_keys.start as key_start", "api_keys.project_id as key_project_id"])
    .select(["invitations.expires_at", "invitations.created_at"])
    .select(sql<boolean>`invitations.expires_at <= now()`.as("expired"))
    .where("invitations.project_id", "=", projectId);
}

export type InvitationRow = Awaited<ReturnType<typeof findInvitationOf>>;

export async function findInvitationOf(database: Kysely<Database>, projectId: string, invitationId: string) {
  const row = await selectInvitations(database, projectId)
    .where("invitations.id", "=", invitationId)
    .executeTakeFirst();
  if (row) return row;
  throw notFound("invitation", invitationId);
}

/**
 * Whether one more person can be invited; asked under the lock of the project. An invitation whose time is over makes room
 * for a new one. Throws Problem "conflict".
 */
export async function refuseInvitation(database: Kysely<Database>, projectId: string, email: string): Promise<void> {
  await database
    .updateTable("invitations")
    .set({ state: "revoked" })
    .where("project_id", "=", projectId)
    .where("email", "=", email)
    .where("state", "=", "pending")
    .where("expires_at", "<=", sql<Date>`now()`)
    .execute();
  const { member, pending, same } = await database
    .selectNoFrom(({ selectFrom, fn }) => [
      selectFrom("members")
        .innerJoin("people", "people.id", "members.person_id")
        .select("people.id")
        .where("members.project_id", "=", projectId)
        .where("people.email", "=", email)
        .as("member"),
      selectFrom("invitations")
        .select("id")
        .where("project_id", "=", projectId)
        .where("email", "=", email)
        .where("state", "=", "pending")
        .as("same"),
      selectFrom("invitations")
        .select(fn.countAll<number>().as("count"))
        .where("project_id", "=", projectId)
        .where("state", "=", "pending")
        .where("expires_at", ">", sql<Date>`now()`)
        .as("pending"),
    ])
    .executeTakeFirstOrThrow();
  if (member) throw conflict("whoever has this e-mail address is a member already");
  if (same) throw conflict("whoever has this e-mail address is invited already; revoke that invitation first");
  if ((pending ?? 0) >= MOST_PENDING) {
    throw conflict(`${MOST_PENDING} invitations of the project are pending; revoke some first`);
  }
}

/** @returns the token beside the id: it is shown once */
export async function addInvitation(
  database: Kysely<Database>,
  invitation: { readonly projectId: string; readonly email: string; readonly roleId: string; readonly caller: Caller },
): Promise<{ readonly id: string; readonly token: string }> {
  const { projectId, email, roleId, caller } = invitation;
  const { token, hash } = drawInvitationToken();
  const id = newId();
  await database
    .insertInto("invitations")
    .values({
      id,
      project_id: projectId,
      email,
      role_id: roleId,
      token_hash: hash,
      state: "pending",
      invited_by: personOf(caller)?.id ?? null,
      invited_by_key: caller.kind === "session" ? null : caller.keyId,
      expires_at: sql<Date>`now() + make_interval(days => ${INVITATION_DAYS})`,
    })
    .execute();
  return { id, token };
}

/** @returns whether it was pending */
export async function revokeInvitation(
  database: Kysely<Database>,
  projectId: string,
  invitationId: string,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable("invitations")
    .set({ state: "revoked" })
    .where("project_id", "=", projectId)
    .where("id", "=", invitationId)
    .where("state", "=", "pending")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
