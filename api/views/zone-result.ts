import { z } from "zod";
import type { ZoneResult } from "../../engine/update-events.ts";
import { DiagnosticView, viewDiagnostics } from "./diagnostic.ts";

export const ZoneResultView = z
  .strictObject({
    outcome: z.enum(["unchanged", "succeeded", "failed", "not-ready", "cancelled"]),
    created: z.int().describe("Objects, as the others."),
    updated: z.int(),
    replaced: z.int(),
    deleted: z.int(),
    unchanged: z.int(),
    milliseconds: z.int(),
    addresses: z.array(z.string()).describe("Where the project is reached."),
    errors: z.array(DiagnosticView).describe("Why it failed, or what is not ready."),
  })
  .meta({ id: "ZoneResult" });

export type KeptZoneResult = z.output<typeof ZoneResultView>;

/** Without the number that the zone counts its updates by: a revision is the platform's here. */
export function viewZoneResult(result: ZoneResult): KeptZoneResult {
  const { outcome, created, updated, replaced, deleted, unchanged, milliseconds, addresses, errors } = result;
  return {
    outcome,
    created,
    updated,
    replaced,
    deleted,
    unchanged,
    milliseconds,
    addresses: [...addresses],
    errors: viewDiagnostics(errors),
  };
}
