import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { notFound, Problem } from "../http/problem.ts";
import type { Caller, KeyOfPerson, KeyOfProject, PersonCaller } from "./caller.ts";
import { ALL_PERMISSIONS, type Permission } from "./permissions.ts";

/** A project as a request about it sees it, and what its caller may do there. */
export interface ProjectAccess {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tier: string;
  readonly state: "active" | "deleting";
  readonly dataKey: string;
  readonly definitionVersion: number;
  readonly lastRevision: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly permissions: ReadonlySet<Permission>;
}

/**
 * The project of a request. One statement says both that it exists and what the caller may do there.
 *
 * @param lock holds the row until the transaction ends, so that writes of one project come one after the other
 * @throws Problem "not-found" when there is none or the caller has no business there, which must look the same;
 * "not-permitted" when a permission is missing
 */
export async function accessProject(
  database: Kysely<Database>,
  caller: Caller,
  name: string,
  needed: Permission,
  options: { readonly lock?: boolean } = {},
): Promise<ProjectAccess> {
  const personId = caller.kind === "project-key" ? null : caller.person.id;
  let query = database
    .selectFrom("projects")
    .leftJoin("members", (join) =>
      join.onRef("members.project_id", "=", "projects.id").on("members.person_id", "=", personId),
    )
    .leftJoin("roles", "roles.id", "members.role_id")
    .selectAll("projects")
    .select("roles.permissions")
    .where("projects.name", "=", name);
  if (options.lock) query = query.modifyEnd(sql`for no key update of projects`);
  const row = await query.executeTakeFirst();
  const permissions = row && permissionsIn(caller, row.id, row.permissions ?? undefined);
  if (!row || !permissions?.size) throw notFound("project", name);
  if (!permissions.has(needed)) throw notPermitted(needed, name);
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    tier: row.tier,
    state: row.state,
    dataKey: row.data_key,
    definitionVersion: row.definition_version,
    lastRevision: row.last_revision,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    permissions,
  };
}

/** What of a caller decides what it may do in a project. */
export type Reach =
  | Pick<PersonCaller, "kind">
  | Pick<KeyOfPerson, "kind" | "permissions" | "scope">
  | Pick<KeyOfProject, "kind" | "permissions" | "projectId">;

/** What a caller may do in a project: the role's permissions, cut down to what its key is for. Empty: no business there. */
export function permissionsIn(
  caller: Reach,
  projectId: string,
  ofRole: readonly Permission[] | undefined,
): ReadonlySet<Permission> {
  if (caller.kind === "project-key") return caller.projectId === projectId ? caller.permissions : NONE;
  // Roles were made when there were other permissions, perhaps; what is no permission today gives nothing.
  const held = new Set((ofRole ?? []).filter((permission) => ALL_PERMISSIONS.includes(permission)));
  if (caller.kind === "session") return held;
  if (caller.scope && !caller.scope.has(projectId)) return NONE;
  const { permissions } = caller;
  return permissions ? new Set([...held].filter((permission) => permissions.has(permission))) : held;
}

const NONE: ReadonlySet<Permission> = new Set();

export function notPermitted(needed: Permission, project: string): Problem {
  return new Problem("not-permitted", `this needs the permission "${needed}" in project "${project}"`);
}

/** For what depends on the content of a request, beside what its operation needs anyway. */
export function requirePermission(project: ProjectAccess, needed: Permission, why: string): void {
  if (project.permissions.has(needed)) return;
  throw new Problem("not-permitted", `${why} needs the permission "${needed}" in project "${project.name}"`);
}
