import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { newId } from "../new-id.ts";
import { requireClaims } from "../zones/claims.ts";
import { addUpdateJob, removeUpdateJob } from "./jobs.ts";
import { keepEvents } from "./keep-events.ts";
import { notice } from "./status-codes.ts";
import type { UpdateRow } from "./update-row.ts";

export type { UpdateRow } from "./update-row.ts";

export interface RequestedDestroy {
  readonly project: { readonly id: string };
  readonly zones: readonly { readonly id: string; readonly name: string }[];
  /** As `callerName` names who asks for it. */
  readonly requestedBy: string;
  /** Id of the update that is tried again. */
  readonly retryOf?: string;
}

export interface RequestedUpdates extends RequestedDestroy {
  readonly revision: number;
}

/**
 * Asks for a revision to be deployed into zones: a row and a job for each, in the transaction that is given, so that they
 * are there together or not at all. An update of the same project and zone that still waits is superseded. The project's
 * row must be locked by the transaction. Throws Problem "conflict" for a zone where it has no claim, or is being removed.
 */
export async function requestUpdates(
  transaction: Kysely<Database>,
  { revision, ...requested }: RequestedUpdates,
): Promise<UpdateRow[]> {
  await requireClaims(transaction, requested.project.id, requested.zones);
  return request(transaction, requested, { operation: "up", revision });
}

/** Asks for a project to be removed from zones, with all its data there; otherwise like `requestUpdates`. */
export async function requestDestroy(transaction: Kysely<Database>, requested: RequestedDestroy): Promise<UpdateRow[]> {
  return request(transaction, requested, { operation: "destroy", revision: null });
}

async function request(
  transaction: Kysely<Database>,
  { project, zones, requestedBy, retryOf }: RequestedDestroy,
  facts: Pick<UpdateRow, "operation" | "revision">,
): Promise<UpdateRow[]> {
  const rows: UpdateRow[] = [];
  // In one order for everybody, so that no two transactions wait for each other.
  for (const zone of zones.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    await supersedeWaiting(transaction, project.id, zone.id, what(facts));
    const row = await transaction
      .insertInto("updates")
      .values({
        id: newId(),
        project_id: project.id,
        zone_id: zone.id,
        ...facts,
        retry_of: retryOf ?? null,
        state: "waiting",
        requested_by: requestedBy,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await keepEvents(transaction, row.id, [{ type: "state", state: "waiting", attempt: 0 }]);
    await addUpdateJob(transaction, row.id);
    rows.push({ ...row, zone_name: zone.name });
  }
  return rows;
}

function what({ operation, revision }: Pick<UpdateRow, "operation" | "revision">): string {
  return operation === "destroy" ? "removing the project" : `revision ${revision}`;
}

/** There is one at most: an index says so. */
async function supersedeWaiting(
  transaction: Kysely<Database>,
  projectId: string,
  zoneId: string,
  by: string,
): Promise<void> {
  const superseded = await transaction
    .updateTable("updates")
    .set({ state: "superseded", ended_at: new Date() })
    .where("project_id", "=", projectId)
    .where("zone_id", "=", zoneId)
    .where(sql<boolean>`state = 'waiting'`)
    .returningAll()
    .executeTakeFirst();
  if (!superseded) return;
  const message = `${what(superseded)} was not deployed, since ${by} was asked for before its turn came`;
  await keepEvents(transaction, superseded.id, [
    { type: "notice", notice: notice(701, message) },
    { type: "state", state: "superseded", attempt: superseded.attempt },
  ]);
  await removeUpdateJob(transaction, superseded.id);
}
