import { type Kysely, sql } from "kysely";
import type { Database, UpdateState } from "../database/tables.ts";

export interface LastUpdate {
  readonly zone: string;
  readonly state: UpdateState;
  /** Null for a removal. */
  readonly revision: number | null;
}

/** The newest update of each project in each zone that it has a claim in, by project. */
export async function lastUpdates(
  database: Kysely<Database>,
  projects: readonly string[],
): Promise<ReadonlyMap<string, readonly LastUpdate[]>> {
  if (projects.length === 0) return new Map();
  const { rows } = await sql<LastUpdate & { readonly project: string }>`
    select projects.name as project, zones.name as zone, last.state, last.revision
    from projects
    join claims on claims.project_id = projects.id
    join zones on zones.id = claims.zone_id
    cross join lateral (
      select state, revision from updates
      where updates.project_id = projects.id and updates.zone_id = claims.zone_id
      order by created_at desc, id desc limit 1
    ) as last
    where projects.name = any(${[...projects]})`.execute(database);
  return Map.groupBy(rows, ({ project }) => project);
}
