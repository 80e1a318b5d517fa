import { z } from "zod";
import { time, zoneName } from "../operations/names.ts";
import type { UpdateRow } from "../updates/update-row.ts";
import { UpdateStateView } from "./update-event.ts";
import { ZoneResultView } from "./zone-result.ts";

/** One Pulumi operation on one project in one zone, and how far it is. */
export const UpdateView = z
  .strictObject({
    id: z.uuid(),
    zone: zoneName,
    operation: z.enum(["up", "destroy"]),
    revision: z.int().nullable().describe("Null for destroy."),
    state: UpdateStateView,
    attempt: z.int().describe("How often a worker has begun it."),
    requestedBy: z.string().describe("`person:ID`, or `key:ID` of an API key."),
    retryOf: z.uuid().optional().describe("The update it tries again."),
    result: ZoneResultView.optional(),
    createdAt: time,
    startedAt: time.optional(),
    endedAt: time.optional(),
  })
  .meta({ id: "Update" });

export function updateView(row: UpdateRow): z.output<typeof UpdateView> {
  const { result } = row;
  return {
    id: row.id,
    zone: row.zone_name,
    operation: row.operation,
    revision: row.revision,
    state: row.state,
    attempt: row.attempt,
    requestedBy: row.requested_by,
    ...(row.retry_of && { retryOf: row.retry_of }),
    ...(result && { result }),
    createdAt: row.created_at.toISOString(),
    ...(row.started_at && { startedAt: row.started_at.toISOString() }),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
  };
}
