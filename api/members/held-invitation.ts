import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { Problem } from "../http/problem.ts";
import { beyond, type Permission } from "../identity/permissions.ts";
import { permissionsIn } from "../identity/project-access.ts";
import { invitationHash } from "./invitation-token.ts";

/** An invitation as somebody sees it who holds its token, with what decides whether it can be accepted. */
export type HeldInvitation = Awaited<ReturnType<typeof findInvitation>>;

/** Throws Problem "not-found", which does not repeat the token. */
export async function findInvitation(database: Kysely<Database>, token: string) {
  const row = await database
    .selectFrom("invitations")
    .innerJoin("projects", "projects.id", "invitations.project_id")
    .innerJoin("roles", "roles.id", "invitations.role_id")
    .leftJoin("people as inviter", "inviter.id", "invitations.invited_by")
    .leftJoin("members as inviting", (join) =>
      join
        .onRef("inviting.project_id", "=", "invitations.project_id")
        .onRef("inviting.person_id", "=", "invitations.invited_by"),
    )
    .leftJoin("roles as inviting_role", "inviting_role.id", "inviting.role_id")
    .leftJoin("api_keys as key", "key.id", "invitations.invited_by_key")
    .select(["invitations.id", "invitations.project_id", "invitations.email", "invitations.role_id"])
    .select(["invitations.state", "invitations.expires_at", "invitations.invited_by_key"])
    .select(sql<boolean>`invitations.expires_at <= now()`.as("expired"))
    .select(["projects.name as project", "projects.state as project_state"])
    .select(["roles.name as role", "roles.permissions"])
    .select(["inviter.name as inviter", "inviting_role.permissions as inviter_permissions"])
    .select(["key.project_id as key_project_id", "key.permissions as key_permissions", "key.scope as key_scope"])
    .select(sql<boolean>`key.revoked_at is not null or coalesce(key.expires_at <= now(), false)`.as("key_has_ended"))
    .where("invitations.token_hash", "=", invitationHash(token))
    .executeTakeFirst();
  if (row) return row;
  throw new Problem("not-found", "there is no such invitation; check that the link is whole, or ask for a new one");
}

/**
 * An invitation holds as long as who made it could make it again: while the inviter is a member who may invite and may do
 * all that the role may do today, and the key that was used, if any, goes on. Throws Problem "gone".
 */
export function requireUsable(invitation: HeldInvitation): void {
  const { state, expired, project_state } = invitation;
  if (state === "accepted") throw gone("this invitation has been accepted already");
  if (state === "revoked") throw gone("this invitation has been revoked; ask for a new one");
  if (expired) throw gone("the time of this invitation is over; ask for a new one");
  if (project_state === "deleting") throw gone("the project of this invitation is being deleted");
  if (beyond(["invite", ...invitation.permissions], heldByInviter(invitation)).length === 0) return;
  throw gone(
    "whoever sent this invitation may no longer give its role; ask somebody else of the project for a new one",
  );
}

function heldByInviter(invitation: HeldInvitation): ReadonlySet<Permission> {
  const { project_id, invited_by_key, inviter_permissions, key_has_ended } = invitation;
  const ofRole = inviter_permissions ?? undefined;
  if (invited_by_key === null) return permissionsIn({ kind: "session" }, project_id, ofRole);
  if (key_has_ended) return new Set();
  const { key_project_id, key_scope, key_permissions } = invitation;
  const permissions = key_permissions && new Set(key_permissions);
  if (key_project_id === null) {
    return permissionsIn({ kind: "key", permissions, scope: key_scope && new Set(key_scope) }, project_id, ofRole);
  }
  const ofKey = { kind: "project-key", projectId: key_project_id, permissions: permissions ?? new Set() } as const;
  return permissionsIn(ofKey, project_id, undefined);
}

function gone(message: string): Problem {
  return new Problem("gone", message);
}
