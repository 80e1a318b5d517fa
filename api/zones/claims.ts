import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { conflict } from "../http/problem.ts";
import { selectUpdates, type UpdateRow } from "../updates/update-row.ts";

/** Whether the project of a row of `claims` is being destroyed in its zone. */
export const isBeingRemoved = sql<boolean>`exists (
  select from updates as open
  where open.project_id = claims.project_id and open.zone_id = claims.zone_id
    and open.operation = 'destroy' and open.state in ('waiting', 'running'))`;

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
      .select(isBeingRemoved.as("removing"))
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

/**
 * Makes sure that a project may be deployed into zones now: a claim may have gone, or be going, since they were chosen. The
 * project's row must be locked. Throws Problem "conflict".
 */
export async function requireClaims(
  transaction: Kysely<Database>,
  projectId: string,
  zones: readonly { readonly id: string; readonly name: string }[],
): Promise<void> {
  const claims = await transaction
    .selectFrom("claims")
    .select(["zone_id", isBeingRemoved.as("removing")])
    .where("project_id", "=", projectId)
    .execute();
  for (const { id, name } of zones) {
    const claim = claims.find(({ zone_id }) => zone_id === id);
    if (!claim) throw conflict(`the project has no claim in zone "${name}" any more`);
    if (claim.removing) throw conflict(`the project is being removed from zone "${name}"; wait for that, or cancel it`);
  }
}
