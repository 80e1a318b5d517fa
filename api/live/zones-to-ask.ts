import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import { notFound } from "../http/problem.ts";
import type { ProjectAccess } from "../identity/project-access.ts";
import { selectClaims } from "../zones/claims.ts";
import type { ZoneRow } from "../zones/connections.ts";

/** A zone that a project runs in, with the revision that was applied there last. */
export interface AskedZone {
  readonly row: ZoneRow;
  readonly revision: number | null;
}

/**
 * The zones of a project, by name, or the one that is named.
 *
 * @throws Problem "not-found" when the project has no claim there
 */
export async function zonesToAsk(
  database: Kysely<Database>,
  project: Pick<ProjectAccess, "id" | "tier">,
  name: string | undefined,
): Promise<AskedZone[]> {
  let claims = selectClaims(database, project);
  if (name !== undefined) claims = claims.where("zones.name", "=", name);
  const claimed = await claims.execute();
  if (claimed.length === 0 && name !== undefined) throw notFound("zone of the project", name);
  if (claimed.length === 0) return [];
  const revisions = new Map(claimed.map(({ zone_id, revision }) => [zone_id, revision]));
  const rows = await database
    .selectFrom("zones")
    .selectAll()
    .where("id", "in", [...revisions.keys()])
    .orderBy("name")
    .execute();
  return rows.map((row) => ({ row, revision: revisions.get(row.id) ?? null }));
}
