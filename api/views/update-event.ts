import { z } from "zod";
import { zoneName } from "../operations/names.ts";
import { DiagnosticView } from "./diagnostic.ts";
import { ZonePlanView } from "./plan.ts";
import { ReadinessView } from "./readiness.ts";
import { ZoneResultView } from "./zone-result.ts";

export const UpdateStateView = z
  .enum(["waiting", "running", "succeeded", "unchanged", "not-ready", "failed", "cancelled", "superseded"])
  .describe(
    "`unchanged`: there was nothing to do; `not-ready`: all was written, but not every container got ready in time; `superseded`: a newer one came before its turn.",
  );

/** What happens in an update, as it is kept and streamed: what the engine tells, and what the platform does with it. */
export const KeptEventView = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("state"), state: UpdateStateView, attempt: z.int() }),
    z.strictObject({
      type: z.literal("notice"),
      notice: z
        .strictObject({
          code: z.int().describe("One of our status codes: `/docs/status-codes`."),
          title: z.string(),
          message: z.string(),
        })
        .describe("Something the platform did unasked."),
    }),
    z.strictObject({
      type: z.literal("problems"),
      diagnostics: z.array(DiagnosticView).describe("What the definition was found to be, beside errors."),
    }),
    z.strictObject({ type: z.literal("plan"), zone: zoneName, plan: ZonePlanView }),
    z.strictObject({
      type: z.literal("phase"),
      zone: zoneName,
      phase: z.enum(["planning", "applying", "pruning", "waiting", "destroying"]),
    }),
    z.strictObject({
      type: z.literal("object"),
      zone: zoneName,
      id: z.string(),
      operation: z.enum(["create", "update", "replace", "delete"]),
      state: z.enum(["started", "done", "failed"]),
      message: z.string().optional(),
    }),
    z.strictObject({ type: z.literal("readiness"), zone: zoneName, readiness: ReadinessView }),
    z.strictObject({ type: z.literal("diagnostic"), zone: zoneName, diagnostic: DiagnosticView }),
    z.strictObject({ type: z.literal("result"), zone: zoneName, result: ZoneResultView }),
  ])
  .meta({ id: "KeptEvent" });

export type KeptEvent = z.output<typeof KeptEventView>;

export const UpdateEventView = z
  .strictObject({
    seq: z.int().describe("From 1, without gaps: the id of the server-sent event."),
    at: z.iso.datetime(),
    event: KeptEventView,
  })
  .meta({ id: "UpdateEvent" });

export function updateEventView({
  seq,
  at,
  event,
}: {
  readonly seq: number;
  readonly at: Date;
  readonly event: KeptEvent;
}): z.output<typeof UpdateEventView> {
  return { seq, at: at.toISOString(), event };
}
