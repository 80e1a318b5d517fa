import { z } from "zod";
import { time, zoneName } from "../operations/names.ts";
import type { UpdateRow } from "../updates/update-row.ts";
import { DiagnosticView } from "./diagnostic.ts";

const ZoneResultView = z
  .strictObject({
    outcome: z.enum(["unchanged", "succeeded", "failed", "not-ready", "cancelled"]),
    created: z.int(),
    updated: z.int(),
    replaced: z.int(),
    deleted: z.int(),
    unchanged: z.int(),
    milliseconds: z.int(),
    addresses: z.array(z.string()).describe("Where the project is reached."),
    errors: z.array(DiagnosticView),
  })
  .meta({ id: "ZoneResult" });

/** One Pulumi operation on one project in one zone, and how far it is. */
export const UpdateView = z
  .strictObject({
    id: z.uuid(),
    zone: zoneName,
    operation: z.enum(["up", "destroy"]),
    revision: z.int().nullable().describe("Null for destroy."),
    state: z.enum(["waiting", "running", "succeeded", "unchanged", "not-ready", "failed", "cancelled", "superseded"]),
    attempt: z.int().describe("How often a worker has begun it."),
    requestedBy: z.string(),
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
    ...(result && { result: resultView(result) }),
    createdAt: row.created_at.toISOString(),
    ...(row.started_at && { startedAt: row.started_at.toISOString() }),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
  };
}

/** Without the number that the zone counts its updates by: a revision is the platform's here. */
function resultView(result: NonNullable<UpdateRow["result"]>): z.output<typeof ZoneResultView> {
  const { zone: _zone, revision: _revision, addresses, errors, ...counts } = result;
  return {
    ...counts,
    addresses: [...addresses],
    errors: errors.map(({ path, ...rest }) => ({ ...rest, ...(path && { path: [...path] }) })),
  };
}
