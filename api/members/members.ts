import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import { conflict, notFound } from "../http/problem.ts";
import type { Permission } from "../identity/permissions.ts";

/** A person in a project, with the role there. */
export interface Member {
  readonly person_id: string;
  readonly email: string;
  readonly name: string;
  readonly role_id: string;
  readonly role: string;
  readonly permissions: Permission[];
  readonly built_in: boolean;
  readonly joined_at: Date;
}

export function selectMembers(database: Kysely<Database>, projectId: string) {
  return database
    .selectFrom("members")
    .innerJoin("people", "people.id", "members.person_id")
    .innerJoin("roles", "roles.id", "members.role_id")
    .select(["members.person_id", "people.email", "people.name", "members.role_id", "roles.name as role"])
    .select(["roles.permissions", "roles.built_in", "members.joined_at"])
    .where("members.project_id", "=", projectId);
}

export async function findMember(database: Kysely<Database>, projectId: string, personId: string): Promise<Member> {
  const member = await selectMembers(database, projectId).where("members.person_id", "=", personId).executeTakeFirst();
  if (member) return member;
  throw notFound("member", personId);
}

/**
 * A project always has somebody who may do everything in it. Asked under the lock of the project, before the member leaves
 * or gets another role.
 */
export async function refuseLastAdmin(database: Kysely<Database>, projectId: string, member: Member): Promise<void> {
  if (!member.built_in) return;
  const other = await database
    .selectFrom("members")
    .select("person_id")
    .where("project_id", "=", projectId)
    .where("role_id", "=", member.role_id)
    .where("person_id", "<>", member.person_id)
    .executeTakeFirst();
  if (!other) throw conflict("this is the last admin of the project; make somebody else an admin first");
}

/** Ends a membership, and with it every invitation that would let the person come back. */
export async function endMembership(database: Kysely<Database>, projectId: string, member: Member): Promise<void> {
  await database
    .deleteFrom("members")
    .where("project_id", "=", projectId)
    .where("person_id", "=", member.person_id)
    .execute();
  await database
    .updateTable("invitations")
    .set({ state: "revoked" })
    .where("project_id", "=", projectId)
    .where("email", "=", member.email)
    .where("state", "=", "pending")
    .execute();
}
