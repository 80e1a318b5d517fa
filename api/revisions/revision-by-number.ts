import type { Kysely, Selectable } from "kysely";
import type { Database, RevisionTable } from "../database/tables.ts";
import { notFound } from "../http/problem.ts";

/** Throws Problem "not-found". */
export async function revisionByNumber(
  database: Kysely<Database>,
  project: { readonly id: string },
  number: number,
): Promise<Selectable<RevisionTable>> {
  const row = await database
    .selectFrom("revisions")
    .selectAll()
    .where("project_id", "=", project.id)
    .where("number", "=", number)
    .executeTakeFirst();
  if (!row) throw notFound("revision", String(number));
  return row;
}
