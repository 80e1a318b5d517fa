import type { Kysely, Selectable } from "kysely";
import type { ChangeSetTable, Database } from "../database/tables.ts";
import { changedSince } from "../definitions/changed-since.ts";
import { conflict, mistake, notFound, Problem } from "../http/problem.ts";
import type { ProjectAccess } from "../identity/project-access.ts";
import { tellWho } from "../identity/who.ts";
import { changeSetDetail } from "../views/change-set.ts";

export type ChangeSetRow = Selectable<ChangeSetTable>;

/** Throws Problem "not-found". */
export async function changeSetById(
  database: Kysely<Database>,
  project: { readonly id: string },
  id: string,
): Promise<ChangeSetRow> {
  const row = await database
    .selectFrom("change_sets")
    .selectAll()
    .where("project_id", "=", project.id)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound("change set", id);
  return row;
}

/** As it is answered, with who made and edited it. */
export async function showChangeSet(database: Kysely<Database>, row: ChangeSetRow) {
  return changeSetDetail(row, await tellWho(database, [row.created_by, row.updated_by]));
}

/** Throws Problem "conflict" for one that was applied or discarded. */
export function requireOpen({ state }: ChangeSetRow): void {
  if (state !== "open") throw conflict(`the change set was ${state}; begin another one`);
}

/** Throws Problem "stale", with what has changed since, for one that was begun from an older definition. */
export async function requireBase(
  database: Kysely<Database>,
  project: ProjectAccess,
  { base_version }: ChangeSetRow,
): Promise<void> {
  if (base_version === project.definitionVersion) return;
  throw new Problem("stale", "the definition has been changed since this change set was begun", {
    changed: await changedSince(database, project, base_version),
  });
}

/** The version that edits were made from: the current one, unless an older one is named. */
export function readBase(project: ProjectAccess, named: number | undefined): number {
  const { definitionVersion } = project;
  if (named === undefined || named <= definitionVersion) return named ?? definitionVersion;
  throw mistake(
    ["baseVersion"],
    "unknown-version",
    "there is no such version of the definition yet",
    `give at most ${definitionVersion}, the current one`,
  );
}
