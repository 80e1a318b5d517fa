import type { Kysely, Selectable } from "kysely";
import type { Database, RoleTable } from "../database/tables.ts";
import { conflict, mistake, notFound } from "../http/problem.ts";

export type RoleRow = Selectable<RoleTable>;

/** Roles that a project has at most. */
export const MOST_ROLES = 50;

export async function findRole(database: Kysely<Database>, projectId: string, roleId: string): Promise<RoleRow> {
  const row = await database
    .selectFrom("roles")
    .selectAll()
    .where("id", "=", roleId)
    .where("project_id", "=", projectId)
    .executeTakeFirst();
  if (row) return row;
  throw notFound("role", roleId);
}

/** The role that a body names. Throws Problem "invalid" when the project has none of that name. */
export async function roleNamed(database: Kysely<Database>, projectId: string, name: string): Promise<RoleRow> {
  const row = await database
    .selectFrom("roles")
    .selectAll()
    .where("project_id", "=", projectId)
    .where("name", "=", name)
    .executeTakeFirst();
  if (row) return row;
  throw mistake(["role"], "unknown-role", "the project has no role of this name", "give the name of one of its roles");
}

/** Whether a name is free and a project may have one more role; asked under the lock of the project. */
export async function refuseTakenName(
  database: Kysely<Database>,
  projectId: string,
  name: string,
  except?: string,
): Promise<void> {
  const row = await database
    .selectFrom("roles")
    .select("id")
    .where("project_id", "=", projectId)
    .where("name", "=", name)
    .executeTakeFirst();
  if (row && row.id !== except) throw conflict(`the project has a role ${JSON.stringify(name)} already`);
}

export async function refuseTooManyRoles(database: Kysely<Database>, projectId: string): Promise<void> {
  const { count } = await database
    .selectFrom("roles")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("project_id", "=", projectId)
    .executeTakeFirstOrThrow();
  if (count >= MOST_ROLES) {
    throw conflict(`a project has at most ${MOST_ROLES} roles; remove one that nobody has`);
  }
}

/** Throws Problem "conflict" that counts who has the role, or is invited to have it. */
export async function refuseUsed(database: Kysely<Database>, { project_id, id, name }: RoleRow): Promise<void> {
  const { members, invitations } = await database
    .selectNoFrom(({ selectFrom }) => [
      selectFrom("members")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("project_id", "=", project_id)
        .where("role_id", "=", id)
        .as("members"),
      selectFrom("invitations")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("project_id", "=", project_id)
        .where("role_id", "=", id)
        .where("state", "=", "pending")
        .where("expires_at", ">", ({ fn }) => fn<Date>("now", []))
        .as("invitations"),
    ])
    .executeTakeFirstOrThrow();
  if (!members && !invitations) return;
  throw conflict(
    `role ${JSON.stringify(name)} is used by ${members ?? 0} members and ${invitations ?? 0} pending invitations; give them another role first`,
  );
}
