import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import { conflict } from "../http/problem.ts";
import { type ProjectAccess, requirePermission } from "../identity/project-access.ts";
import { refuseWhileDeleting } from "../revisions/accept-revision.ts";
import { requestDestroy, requestUpdates } from "./request-updates.ts";
import { ENDED_STATES, type UpdateRow } from "./update-row.ts";

/**
 * Asks for the same once more: the revision of an update in its zone, or its removal from there. Not when the zone was asked
 * for something else since, for that would undo it unseen.
 *
 * @param requestedBy as `callerName` names who asks for it
 * @throws Problem "conflict" when it cannot be tried again, "not-permitted" when it destroys and the right to is missing
 */
export async function retryUpdate(
  transaction: Kysely<Database>,
  project: ProjectAccess,
  row: UpdateRow,
  requestedBy: string,
): Promise<UpdateRow> {
  if (!ENDED_STATES.has(row.state)) throw conflict(`the update is ${row.state}; wait for its end, or cancel it`);
  if (row.operation === "destroy") requirePermission(project, "delete", `removing it from zone "${row.zone_name}"`);
  else refuseWhileDeleting(project);
  await refuseOutdated(transaction, project, row);
  const requested = { project, zones: [{ id: row.zone_id, name: row.zone_name }], requestedBy, retryOf: row.id };
  const [update] =
    row.revision === null
      ? await requestDestroy(transaction, requested)
      : await requestUpdates(transaction, { ...requested, revision: row.revision });
  return update as UpdateRow;
}

async function refuseOutdated(database: Kysely<Database>, project: ProjectAccess, row: UpdateRow): Promise<void> {
  const claim = await database
    .selectFrom("claims")
    .select("zone_id")
    .where("project_id", "=", project.id)
    .where("zone_id", "=", row.zone_id)
    .executeTakeFirst();
  if (!claim) throw conflict(`project "${project.name}" does not run in zone "${row.zone_name}" any more`);
  const newer = await database
    .selectFrom("updates")
    .select(["operation", "revision"])
    .where("project_id", "=", project.id)
    .where("zone_id", "=", row.zone_id)
    .where("id", ">", row.id)
    .where(({ or, eb }) => or([eb("operation", "<>", row.operation), eb("revision", "<>", row.revision ?? 0)]))
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!newer) return;
  const what = newer.revision === null ? "its removal" : `revision ${newer.revision}`;
  const fix = row.revision === null ? "remove it again" : `roll back to revision ${row.revision}, or deploy again,`;
  throw conflict(`zone "${row.zone_name}" was asked for ${what} since; ${fix} instead`);
}
