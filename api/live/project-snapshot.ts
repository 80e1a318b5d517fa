import { type Kysely, type Selectable, sql } from "kysely";
import type { ChangeSetTable, Database, UpdateTable } from "../database/tables.ts";

type ChangeSet = Pick<Selectable<ChangeSetTable>, "id" | "state" | "version" | "updated_by">;
type Update = Pick<Selectable<UpdateTable>, "id" | "operation" | "revision" | "state"> & { readonly zone: string };

/** What followers of a project are told of, as it is at a moment. */
export interface ProjectSnapshot {
  /** 0: there is none yet. */
  readonly definition: number;
  readonly saved_by: string | null;
  readonly saved_at: string | null;
  readonly revision: number;
  /** 0: nothing was ever placed. */
  readonly placement: number;
  readonly placed_by: string | null;
  /** Another text whenever a variable is another one. */
  readonly variables: string;
  /** Another text whenever its description, tier, zones, members or roles are others. */
  readonly about: string;
  /** The newest. */
  readonly change_sets: readonly ChangeSet[];
  readonly updates: readonly Update[];
}

/** More are not changed any more: at most 100 change sets are open, and few updates wait. */
const NEWEST = 200;

/** One statement, since a follower reads it after every change. Undefined when the project is gone. */
export async function readSnapshot(
  database: Kysely<Database>,
  projectId: string,
): Promise<ProjectSnapshot | undefined> {
  const { rows } = await sql<ProjectSnapshot>`
    select
      projects.definition_version as definition, definitions.saved_by, definitions.saved_at::text,
      projects.last_revision as revision,
      coalesce(placements.version, 0) as placement, placements.updated_by as placed_by,
      (select coalesce(md5(string_agg(name || ' ' || version || ' ' || updated_at, ',' order by name)), '')
        from variables where project_id = projects.id) as variables,
      md5(concat_ws(' ', projects.version, projects.description, projects.tier, projects.state,
        (select string_agg(zone_id::text, ',' order by zone_id) from claims where project_id = projects.id),
        (select string_agg(person_id || role_id, ',' order by person_id) from members where project_id = projects.id),
        (select string_agg(id::text || version, ',' order by id) from roles where project_id = projects.id)
      )) as about,
      (select coalesce(jsonb_agg(newest), '[]') from (
        select id, state, version, updated_by from change_sets
        where project_id = projects.id order by id desc limit ${NEWEST}
      ) as newest) as change_sets,
      (select coalesce(jsonb_agg(newest), '[]') from (
        select updates.id, updates.operation, updates.revision, updates.state, zones.name as zone
        from updates join zones on zones.id = updates.zone_id
        where updates.project_id = projects.id order by updates.created_at desc, updates.id desc limit ${NEWEST}
      ) as newest) as updates
    from projects
    left join definitions on definitions.project_id = projects.id and definitions.version = projects.definition_version
    left join placements on placements.project_id = projects.id
    where projects.id = ${projectId}`.execute(database);
  return rows[0];
}
