import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import type { Caller } from "../identity/caller.ts";
import { type ProjectAccess, permissionsIn } from "../identity/project-access.ts";
import type { ShownProject } from "../views/project.ts";

/** Names of the zones that the project of a row has claims in. */
const zonesOfRow = sql<string[]>`array(
  select zones.name from claims join zones on zones.id = claims.zone_id
  where claims.project_id = projects.id order by zones.name)`;

export interface ProjectList {
  /** Part of a name. */
  readonly search?: string | undefined;
  /** Name of the project that the page before ended with. */
  readonly after?: string | undefined;
  /** One more is read, to know whether there is a next page. */
  readonly limit: number;
}

/** The projects that a caller may read, by name. */
export async function projectsOf(
  database: Kysely<Database>,
  caller: Caller,
  { search, after, limit }: ProjectList,
): Promise<ShownProject[]> {
  let query = database
    .selectFrom("projects")
    .selectAll("projects")
    .select(zonesOfRow.as("zones"))
    .orderBy("projects.name")
    .limit(limit + 1);
  if (caller.kind === "project-key") query = query.where("projects.id", "=", caller.projectId);
  if (caller.kind === "key" && caller.scope) query = query.where("projects.id", "in", [...caller.scope, NOBODY]);
  if (after !== undefined) query = query.where("projects.name", ">", after);
  if (search) query = query.where("projects.name", "like", `%${search.replace(/[\\%_]/g, "\\$&")}%`);
  if (caller.kind === "project-key") {
    const rows = caller.permissions.has("read") ? await query.execute() : [];
    return rows.map((row) => shown(row, row.zones, caller.permissions));
  }
  if (caller.kind === "key" && caller.permissions && !caller.permissions.has("read")) return [];
  const rows = await query
    .innerJoin("members", "members.project_id", "projects.id")
    .innerJoin("roles", "roles.id", "members.role_id")
    .select("roles.permissions")
    .where("members.person_id", "=", caller.person.id)
    .where(sql<boolean>`'read' = any(roles.permissions)`)
    .execute();
  return rows.map((row) => shown(row, row.zones, permissionsIn(caller, row.id, row.permissions)));
}

/** No project has it: a list that may not be empty begins with it. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

interface ProjectRow {
  readonly name: string;
  readonly description: string;
  readonly tier: string;
  readonly state: "active" | "deleting";
  readonly last_revision: number;
  readonly definition_version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

function shown(row: ProjectRow, zones: readonly string[], permissions: ShownProject["permissions"]): ShownProject {
  return {
    name: row.name,
    description: row.description,
    tier: row.tier,
    state: row.state,
    zones,
    lastRevision: row.last_revision,
    definitionVersion: row.definition_version,
    permissions,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** A project that its caller has been let to, with its zones. */
export async function withZones(database: Kysely<Database>, project: ProjectAccess): Promise<ShownProject> {
  const rows = await database
    .selectFrom("claims")
    .innerJoin("zones", "zones.id", "claims.zone_id")
    .select("zones.name")
    .where("claims.project_id", "=", project.id)
    .orderBy("zones.name")
    .execute();
  return { ...project, zones: rows.map(({ name }) => name) };
}
