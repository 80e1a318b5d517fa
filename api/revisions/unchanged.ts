import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { conflict } from "../http/problem.ts";

/** What a project's definition and variables were when somebody looked. */
export type ProjectState = string;

type SeenProject = { readonly id: string; readonly definitionVersion: number };

/** To be read before what it stands for: what changes in between is then noticed, too. */
export async function stateOf(
  database: Kysely<Database>,
  { id, definitionVersion }: SeenProject,
): Promise<ProjectState> {
  const { rows } = await sql<{ state: string | null }>`
    select string_agg(name || '=' || version || '@' || updated_at, ',' order by name) as state
    from variables where project_id = ${id}`.execute(database);
  return `${definitionVersion}:${rows[0]?.state ?? ""}`;
}

/**
 * Refuses to go on with what was checked when the project has been changed since.
 *
 * @param project as it is under the lock
 */
export async function requireUnchanged(
  database: Kysely<Database>,
  project: SeenProject,
  seen: ProjectState,
): Promise<void> {
  if ((await stateOf(database, project)) === seen) return;
  throw conflict("the definition or a variable was changed while it was being checked; look at it and send it again");
}
