import type { Kysely } from "kysely";
import type { Database, DefinitionFormat, HeldVariable } from "../database/tables.ts";

/** A definition as the platform keeps it: its text, and the variables that fill its blanks. */
export interface HeldDefinition {
  readonly format: DefinitionFormat;
  readonly text: string;
  readonly variables: readonly HeldVariable[];
}

export interface CurrentDefinition {
  readonly held: HeldDefinition;
  /** Number of the definition; 0 is no version, there is none yet then. */
  readonly version: number;
}

/** What a project is to be now: its current definition with its variables. Undefined when none was saved yet. */
export async function readHeld(
  database: Kysely<Database>,
  project: { readonly id: string; readonly definitionVersion: number },
): Promise<CurrentDefinition | undefined> {
  const [definition, variables] = await Promise.all([
    database
      .selectFrom("definitions")
      .select(["format", "text", "version"])
      .where("project_id", "=", project.id)
      .where("version", "=", project.definitionVersion)
      .executeTakeFirst(),
    readVariables(database, project.id),
  ]);
  if (!definition) return undefined;
  const { format, text, version } = definition;
  return { held: { format, text, variables }, version };
}

/** The variables of a project, by name. */
export async function readVariables(database: Kysely<Database>, projectId: string): Promise<HeldVariable[]> {
  const rows = await database
    .selectFrom("variables")
    .select(["name", "secret", "value", "encrypted"])
    .where("project_id", "=", projectId)
    .orderBy("name")
    .execute();
  return rows.map(({ name, secret, value, encrypted }) => ({
    name,
    secret,
    ...(value !== null && { value }),
    ...(encrypted !== null && { encrypted }),
  }));
}
