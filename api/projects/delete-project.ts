import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import type { ProjectAccess } from "../identity/project-access.ts";
import { requestDestroy, type UpdateRow } from "../updates/request-updates.ts";
import { mayHoldSomething, openDestroy } from "../zones/claims.ts";

export interface Deletion {
  readonly state: "deleting" | "deleted";
  readonly updates: readonly UpdateRow[];
}

/**
 * Removes a project. What it has in zones is destroyed first, by updates; it is gone with the last of them, or at once when
 * there is nothing anywhere. Asking again asks again where that has failed. The project's row must be locked.
 *
 * @param requestedBy as `callerName` names who asks for it
 */
export async function deleteProject(
  transaction: Kysely<Database>,
  project: ProjectAccess,
  requestedBy: string,
): Promise<Deletion> {
  const claims = await transaction
    .selectFrom("claims")
    .innerJoin("zones", "zones.id", "claims.zone_id")
    .select(["zones.id", "zones.name"])
    .where("claims.project_id", "=", project.id)
    .orderBy("zones.name")
    .execute();
  const updates: UpdateRow[] = [];
  for (const zone of claims) {
    if (!(await mayHoldSomething(transaction, project.id, zone.id))) continue;
    const open = await openDestroy(transaction, project.id, zone.id);
    updates.push(...(open ? [open] : await requestDestroy(transaction, { project, zones: [zone], requestedBy })));
  }
  if (updates.length === 0) {
    await transaction.deleteFrom("projects").where("id", "=", project.id).execute();
    return { state: "deleted", updates };
  }
  await transaction
    .updateTable("projects")
    .set({ state: "deleting", version: project.version + 1, updated_at: new Date() })
    .where("id", "=", project.id)
    .execute();
  return { state: "deleting", updates };
}
