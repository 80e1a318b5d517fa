import type { Kysely } from "kysely";
import type { Database, HeldVariable } from "../database/tables.ts";
import { readVariables } from "../definitions/held-definition.ts";
import { saveDefinition } from "../definitions/save-definition.ts";
import { type ProjectAccess, requirePermission } from "../identity/project-access.ts";
import type { AcceptedSpec } from "./accept-revision.ts";

/**
 * Makes a project's definition and variables what a spec holds. The project's row must be locked.
 *
 * @throws Problem "not-permitted" when that removes a variable and the permission to is missing
 */
export async function restore(
  transaction: Kysely<Database>,
  project: ProjectAccess,
  spec: AcceptedSpec,
  savedBy: string,
): Promise<void> {
  const names = new Set(spec.variables.map(({ name }) => name));
  const stored = await readVariables(transaction, project.id);
  const gone = stored.map(({ name }) => name).filter((name) => !names.has(name));
  if (gone.length > 0) requirePermission(project, "delete", `removing the variable "${gone[0]}"`);
  await saveDefinition(transaction, project, spec, savedBy);
  await removeVariables(transaction, project.id, gone);
  await setVariables(transaction, project.id, spec.variables, savedBy);
}

export async function removeVariables(
  transaction: Kysely<Database>,
  projectId: string,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  await transaction
    .deleteFrom("variables")
    .where("project_id", "=", projectId)
    .where("name", "in", [...names])
    .execute();
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
