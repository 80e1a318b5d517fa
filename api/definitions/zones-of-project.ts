import type { Kysely } from "kysely";
import type { Diagnosed } from "../../constructs/diagnostic.ts";
import type { Claim } from "../../constructs/zone-context.ts";
import type { Database } from "../database/tables.ts";
import { mistake } from "../http/problem.ts";
import { isBeingRemoved } from "../zones/claims.ts";
import { claimOfTier, type ZoneRow } from "../zones/connections.ts";

/** A zone that a project has a claim in, and what it is promised there. */
export interface ZoneOfProject {
  readonly row: ZoneRow;
  readonly claim: Claim;
}

/** The zones that a project has claims in and is not being removed from, by name. */
export async function zonesOfProject(
  database: Kysely<Database>,
  project: { readonly id: string; readonly tier: string },
): Promise<ZoneOfProject[]> {
  const [rows, tier] = await Promise.all([
    database
      .selectFrom("claims")
      .innerJoin("zones", "zones.id", "claims.zone_id")
      .selectAll("zones")
      .where("claims.project_id", "=", project.id)
      .where(({ not }) => not(isBeingRemoved))
      .orderBy("zones.name")
      .execute(),
    database.selectFrom("tiers").selectAll().where("name", "=", project.tier).executeTakeFirst(),
  ]);
  const claim = claimOfTier(tier);
  return rows.map((row) => ({ row, claim }));
}

/**
 * The zones that a definition is deployed into: those it names, else all that the project has claims in.
 *
 * @param named zones that the definition names; empty = none
 */
export function deployZones(
  claimed: readonly ZoneOfProject[],
  named: readonly string[],
): Diagnosed<readonly ZoneOfProject[]> {
  if (named.length === 0) return { value: claimed, diagnostics: [] };
  const byName = new Map(claimed.map((zone) => [zone.row.name, zone]));
  const missing = [...new Set(named)].filter((name) => !byName.has(name));
  if (missing.length > 0) {
    return {
      diagnostics: missing.slice(0, 20).map((name) => ({
        severity: "error",
        code: "no-claim",
        message: `the definition names zone ${JSON.stringify(name)}, where the project has no claim`,
        path: ["zones", named.indexOf(name)],
        allowed: [...byName.keys()].join(", ") || "the project has no zone yet",
        fix: "claim the zone first, or leave it out",
      })),
    };
  }
  return { value: claimed.filter(({ row }) => named.includes(row.name)), diagnostics: [] };
}

/**
 * Throws Problem "invalid" for a zone that a request names and the project has no claim in.
 *
 * @param path of the names in the request; that of the one name when there is only one
 */
export function requireClaims(
  claimed: readonly ZoneOfProject[],
  wanted: readonly string[],
  path: readonly string[] = ["zones"],
): void {
  const names = new Set(claimed.map(({ row }) => row.name));
  const index = wanted.findIndex((name) => !names.has(name));
  if (index < 0) return;
  throw mistake(
    path[0] === "zones" ? [...path, index] : path,
    "no-claim",
    `the project has no claim in zone ${JSON.stringify(wanted[index])}`,
    "claim it first",
  );
}
