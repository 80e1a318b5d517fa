import type { Kysely, Selectable } from "kysely";
import type { Database, VariableTable } from "../database/tables.ts";
import { tellWho } from "../identity/who.ts";
import { viewVariable } from "../views/variable.ts";

export function findVariable(
  database: Kysely<Database>,
  projectId: string,
  name: string,
): Promise<Selectable<VariableTable> | undefined> {
  return database
    .selectFrom("variables")
    .selectAll()
    .where("project_id", "=", projectId)
    .where("name", "=", name)
    .executeTakeFirst();
}

export async function countVariables(database: Kysely<Database>, projectId: string): Promise<number> {
  const { count } = await database
    .selectFrom("variables")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("project_id", "=", projectId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A variable as it is answered. */
export async function showVariable(database: Kysely<Database>, row: Selectable<VariableTable>) {
  return viewVariable(row, await tellWho(database, [row.updated_by]));
}
