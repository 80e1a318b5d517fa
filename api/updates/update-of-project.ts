import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import { notFound } from "../http/problem.ts";
import { selectUpdates, type UpdateRow } from "./update-row.ts";

/** Throws Problem "not-found", also for an update of another project. */
export async function updateOfProject(
  database: Kysely<Database>,
  project: { readonly id: string },
  id: string,
): Promise<UpdateRow> {
  const row = await selectUpdates(database)
    .where("updates.id", "=", id)
    .where("updates.project_id", "=", project.id)
    .executeTakeFirst();
  if (!row) throw notFound("update", id);
  return row;
}
