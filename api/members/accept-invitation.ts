import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { conflict, Problem } from "../http/problem.ts";
import type { PersonFacts } from "../identity/caller.ts";
import { findInvitation, type HeldInvitation, requireUsable } from "./held-invitation.ts";

/**
 * Makes the person who was invited a member. Of any number at once exactly one gets through: all come one after the other
 * at the project's row, and only a pending invitation can be taken.
 *
 * @throws Problem "not-found"; "not-permitted" when it is for somebody else, which is said before anything of it is;
 * "gone"; "conflict" when the person is a member
 */
export async function acceptInvitation(
  transaction: Kysely<Database>,
  token: string,
  person: PersonFacts,
): Promise<HeldInvitation> {
  const { email, project_id } = await findInvitation(transaction, token);
  if (email !== person.email) {
    throw new Problem("not-permitted", "this invitation is for another e-mail address than that of your account");
  }
  // What roles and members may do changes under this lock only: what is read now holds until the membership is there.
  await sql`select from projects where id = ${project_id} for no key update`.execute(transaction);
  const invitation = await findInvitation(transaction, token);
  requireUsable(invitation);
  await refuseMember(transaction, invitation, person);
  await take(transaction, invitation, person);
  await transaction
    .insertInto("members")
    .values({ project_id, person_id: person.id, role_id: invitation.role_id })
    .execute();
  return invitation;
}

async function refuseMember(
  transaction: Kysely<Database>,
  { project_id, project }: HeldInvitation,
  person: PersonFacts,
): Promise<void> {
  const member = await transaction
    .selectFrom("members")
    .select("person_id")
    .where("project_id", "=", project_id)
    .where("person_id", "=", person.id)
    .executeTakeFirst();
  if (member) throw conflict(`you are a member of project "${project}" already`);
}

async function take(transaction: Kysely<Database>, { id }: HeldInvitation, person: PersonFacts): Promise<void> {
  const taken = await transaction
    .updateTable("invitations")
    .set({ state: "accepted", accepted_by: person.id, accepted_at: sql<Date>`now()` })
    .where("id", "=", id)
    .where("state", "=", "pending")
    .where("expires_at", ">", sql<Date>`now()`)
    .returning("id")
    .executeTakeFirst();
  if (!taken) throw new Problem("gone", "this invitation has been accepted, revoked, or its time is over");
}
