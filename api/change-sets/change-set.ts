import type { Kysely, Selectable } from "kysely";
import type { ChangeSetTable, Database } from "../database/tables.ts";
import { conflict, notFound } from "../http/problem.ts";

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

/** Throws Problem "conflict" for one that was applied or discarded. */
export function requireOpen({ state }: ChangeSetRow): void {
  if (state !== "open") throw conflict(`the change set was ${state}; begin another one`);
}
