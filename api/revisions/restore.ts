import type { Kysely } from "kysely";
import type { Database, HeldVariable } from "../database/tables.ts";
import { saveDefinition } from "../definitions/save-definition.ts";
import type { ProjectAccess } from "../identity/project-access.ts";
import type { AcceptedSpec } from "./accept-revision.ts";

/** Makes a project's definition and variables what a spec holds. The project's row must be locked. */
export async function restore(
  transaction: Kysely<Database>,
  project: ProjectAccess,
  { format, text, variables, names: held }: AcceptedSpec,
  savedBy: string,
): Promise<void> {
  await saveDefinition(transaction, project, { format, text, names: held }, savedBy);
  const names = variables.map(({ name }) => name);
  let others = transaction.deleteFrom("variables").where("project_id", "=", project.id);
  if (names.length > 0) others = others.where("name", "not in", names);
  await others.execute();
  await setVariables(transaction, project.id, variables, savedBy);
}

/** Writes variables as they are held; those of other names stay. */
export async function setVariables(
  transaction: Kysely<Database>,
  projectId: string,
  variables: readonly HeldVariable[],
  updatedBy: string,
): Promise<void> {
  if (variables.length === 0) return;
  const rows = variables.map(({ name, secret, value, encrypted }) => ({
    project_id: projectId,
    name,
    secret,
    value: value ?? null,
    encrypted: encrypted ?? null,
    updated_by: updatedBy,
  }));
  await transaction
    .insertInto("variables")
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(["project_id", "name"]).doUpdateSet((row) => ({
        secret: row.ref("excluded.secret"),
        value: row.ref("excluded.value"),
        encrypted: row.ref("excluded.encrypted"),
        updated_by: row.ref("excluded.updated_by"),
        updated_at: new Date(),
        version: row("variables.version", "+", 1),
      })),
    )
    .execute();
}
