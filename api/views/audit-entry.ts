import type { Selectable } from "kysely";
import { z } from "zod";
import type { AuditEntryTable } from "../database/tables.ts";
import { type Who, WhoView } from "./who.ts";

export const AuditEntryView = z
  .strictObject({
    id: z.string(),
    at: z.string(),
    who: WhoView,
    operation: z.string().describe("Its id in the OpenAPI document."),
    target: z
      .record(z.string(), z.string())
      .describe("Parameters of the path, and what else tells what was done; never a secret."),
    requestId: z.string(),
  })
  .meta({ id: "AuditEntry" });

export function viewAuditEntry(
  row: Selectable<AuditEntryTable>,
  who: ReadonlyMap<string, Who>,
): z.output<typeof AuditEntryView> {
  return {
    id: row.id,
    at: row.at.toISOString(),
    who: who.get(row.caller) as Who,
    operation: row.operation,
    target: row.target,
    requestId: row.request_id,
  };
}
