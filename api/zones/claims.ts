import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { selectUpdates, type UpdateRow } from "../updates/update-row.ts";

/** A claim with what is known of it: its zone, its limits, and what runs there. */
export function selectClaims(database: Kysely<Database>, project: { readonly id: string; readonly tier: string }) {
  return (
    database
      .selectFrom("claims")
      .innerJoin("zones", "zones.id", "claims.zone_id")
      .innerJoin("tiers", (join) => join.on("tiers.name", "=", project.tier))
      // What was applied last, ready or not; a destroy says that nothing is there.
      .leftJoinLateral(
        (from) =>
          from
            .selectFrom("updates")
            .select("updates.revision")
            .whereRef("updates.project_id", "=", "claims.project_id")
            .whereRef("updates.zone_id", "=", "claims.zone_id")
            .where("updates.state", "in", ["succeeded", "unchanged", "not-ready"])
            .orderBy("updates.created_at", "desc")
            .orderBy("updates.id", "desc")
            .limit(1)
            .as("applied"),
        (join) => join.onTrue(),
      )
      .selectAll("tiers")
      .select(["zones.name as zone", "zones.context", "claims.zone_id", "claims.created_at", "applied.revision"])
      .select(({ exists, selectFrom }) =>
        exists(
          selectFrom("updates as open")
            .select("open.id")
            .whereRef("open.project_id", "=", "claims.project_id")
            .whereRef("open.zone_id", "=", "claims.zone_id")
            .where("open.operation", "=", "destroy")
            .where("open.state", "in", ["waiting", "running"]),
        ).as("removing"),
      )
      .where("claims.project_id", "=", project.id)
  );
}

export type ClaimRow = Awaited<ReturnType<ReturnType<typeof selectClaims>["execute"]>>[number];

/** A destroy of the project in the zone that has not ended: the claim goes with its success. */
export async function openDestroy(
  database: Kysely<Database>,
  projectId: string,
  zoneId: string,
): Promise<UpdateRow | undefined> {
  return selectUpdates(database)
    .where("updates.project_id", "=", projectId)
    .where("updates.zone_id", "=", zoneId)
    .where("updates.operation", "=", "destroy")
    .where("updates.state", "in", ["waiting", "running"])
    .limit(1)
    .executeTakeFirst();
}

/**
 * Whether anything of the project may be in the zone: an update has been begun or waits there, and no later one has removed
 * everything.
 */
export async function mayHoldSomething(
  database: Kysely<Database>,
  projectId: string,
  zoneId: string,
): Promise<boolean> {
  const last = await database
    .selectFrom("updates")
    .select(["operation", "state"])
    .where("project_id", "=", projectId)
    .where("zone_id", "=", zoneId)
    .where(({ or, eb }) => or([eb("attempt", ">", 0), eb("state", "in", ["waiting", "running"])]))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!last) return false;
  return last.operation === "up" || !["succeeded", "unchanged"].includes(last.state);
}

/**
 * Takes a claim away once its zone holds nothing of the project any more: in the transaction in which its destroy ends
 * well, unless the zone was asked for something else meanwhile.
 */
export async function removeClaim(transaction: Kysely<Database>, projectId: string, zoneId: string): Promise<void> {
  await sql`
    delete from claims where project_id = ${projectId} and zone_id = ${zoneId} and not exists (
      select from updates where project_id = ${projectId} and zone_id = ${zoneId} and state in ('waiting', 'running')
    )`.execute(transaction);
}
