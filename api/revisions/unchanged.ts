import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { conflict } from "../http/problem.ts";

/** What a project's definition and variables were when somebody looked. */
export type ProjectState = string;

/** Reads it in one statement: it is compared with itself once the project is locked. */
export async function stateOf(database: Kysely<Database>, projectId: string): Promise<ProjectState> {
  const { rows } = await sql<{ state: string }>`
    select projects.definition_version || ':' || coalesce(
      (select string_agg(name || '=' || version || '@' || updated_at, ',' order by name) from variables where project_id = projects.id), '') as state
    from projects where id = ${projectId}`.execute(database);
  return rows[0]?.state ?? "";
}

/** Refuses to go on with what was checked when the project has been changed since. */
export async function requireUnchanged(
  database: Kysely<Database>,
  projectId: string,
  seen: ProjectState,
): Promise<void> {
  if ((await stateOf(database, projectId)) === seen) return;
  throw conflict("the definition or a variable was changed while it was being checked; look at it and send it again");
}
