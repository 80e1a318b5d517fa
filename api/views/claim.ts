import { z } from "zod";
import { time, zoneName } from "../operations/names.ts";
import type { ClaimRow } from "../zones/claims.ts";
import { LimitsView, viewLimits } from "./tier.ts";
import { UpdateView } from "./update.ts";

export const ClaimView = z
  .strictObject({
    zone: zoneName,
    city: z.string().nullable(),
    domain: z.string().describe("Public addresses of the project are made below it."),
    state: z
      .enum(["active", "removing"])
      .describe("`removing`: all that the project has in the zone is being destroyed; then the claim is gone."),
    limits: LimitsView.describe("What the project is promised there; its tier says so."),
    deployedRevision: z.int().nullable().describe("The revision that was applied last; null: nothing is there."),
    createdAt: time,
  })
  .meta({ id: "Claim" });

export function viewClaim(row: ClaimRow): z.input<typeof ClaimView> {
  return {
    zone: row.zone,
    city: row.context.city ?? null,
    domain: row.context.domain,
    state: row.removing ? "removing" : "active",
    limits: viewLimits(row),
    deployedRevision: row.revision,
    createdAt: row.created_at.toISOString(),
  };
}

export const ClaimRemovalView = z
  .strictObject({
    update: UpdateView.nullable().describe(
      "Destroys what the project has in the zone; the claim goes when it has succeeded. Null: nothing was there, the claim is gone.",
    ),
  })
  .meta({ id: "ClaimRemoval" });
