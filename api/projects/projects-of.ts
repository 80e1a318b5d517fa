import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import type { Caller } from "../identity/caller.ts";
import { type ProjectAccess, permissionsIn } from "../identity/project-access.ts";
import type { LastUpdate, ListedProject, ShownProject } from "../views/project.ts";

/** Names of the zones that the project of a row has claims in. */
const zonesOfRow = sql<string[]>`array(
  select zones.name from claims join zones on zones.id = claims.zone_id
  where claims.project_id = projects.id order by zones.name)`;

/** Of the definition of a row, what a list tells; null where there is none. */
const definitionOfRow = sql<{ readonly containers: number; readonly tags: readonly string[] | null } | null>`(
  select jsonb_build_object('containers', jsonb_array_length(names -> 'containers'), 'tags', names -> 'tags')
  from definitions
  where definitions.project_id = projects.id and definitions.version = projects.definition_version)`;

/** The newest update of the project of a row in each zone that it has a claim in. */
const updatesOfRow = sql<readonly LastUpdate[]>`(
  select coalesce(jsonb_agg(last order by last.zone), '[]')
  from claims join zones on zones.id = claims.zone_id
  cross join lateral (
    select zones.name as zone, operation, revision, state, created_at from updates
    where updates.project_id = projects.id and updates.zone_id = claims.zone_id
    order by created_at desc, id desc limit 1
  ) as last
  where claims.project_id = projects.id)`;

function isTagged(tag: string) {
  return sql<boolean>`exists (
    select from definitions
    where definitions.project_id = projects.id and definitions.version = projects.definition_version
      and names @> jsonb_build_object('tags', jsonb_build_array(${tag}::text)))`;
}

export interface ProjectList {
  /** Part of a name. */
  readonly search?: string | undefined;
  /** Of one of its containers. */
  readonly tag?: string | undefined;
  /** Name of the project that the page before ended with. */
  readonly after?: string | undefined;
  /** One more is read, to know whether there is a next page. */
  readonly limit: number;
}

/** The projects that a caller may read, by name. */
export async function projectsOf(
  database: Kysely<Database>,
  caller: Caller,
  { search, tag, after, limit }: ProjectList,
): Promise<ListedProject[]> {
  let query = database
    .selectFrom("projects")
    .selectAll("projects")
    .select([zonesOfRow.as("zones"), definitionOfRow.as("told"), updatesOfRow.as("updates")])
    .orderBy("projects.name")
    .limit(limit + 1);
  if (caller.kind === "project-key") query = query.where("projects.id", "=", caller.projectId);
  if (caller.kind === "key" && caller.scope) query = query.where("projects.id", "in", [...caller.scope, NOBODY]);
  if (after !== undefined) query = query.where("projects.name", ">", after);
  if (tag !== undefined) query = query.where(isTagged(tag));
  if (search) query = query.where("projects.name", "like", `%${search.replace(/[\\%_]/g, "\\$&")}%`);
  if (caller.kind === "project-key") {
    const rows = caller.permissions.has("read") ? await query.execute() : [];
    return rows.map((row) => listed(row, caller.permissions));
  }
  if (caller.kind === "key" && caller.permissions && !caller.permissions.has("read")) return [];
  const rows = await query
    .innerJoin("members", "members.project_id", "projects.id")
    .innerJoin("roles", "roles.id", "members.role_id")
    .select("roles.permissions")
    .where("members.person_id", "=", caller.person.id)
    .where(sql<boolean>`'read' = any(roles.permissions)`)
    .execute();
  return rows.map((row) => listed(row, permissionsIn(caller, row.id, row.permissions)));
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

interface ListedRow extends ProjectRow {
  readonly zones: readonly string[];
  readonly told: { readonly containers: number; readonly tags: readonly string[] | null } | null;
  readonly updates: readonly LastUpdate[];
}

function listed(row: ListedRow, permissions: ShownProject["permissions"]): ListedProject {
  const { zones, told, updates } = row;
  return { ...shown(row, zones, permissions), containers: told?.containers ?? 0, tags: told?.tags ?? [], updates };
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
