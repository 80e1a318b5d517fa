import { z } from "zod";
import { text, zoneName } from "../operations/names.ts";
import { DiagnosticView } from "./diagnostic.ts";
import { ReadinessView } from "./readiness.ts";

export const ZoneStatusView = z
  .strictObject({
    zone: zoneName,
    exists: z.boolean().describe("Whether the project is deployed there."),
    revision: z.int().nullable().describe("The revision that was applied last; null when there is none."),
    containers: z.array(ReadinessView),
    addresses: z.array(z.string()).describe("Where the project is reached."),
    error: DiagnosticView.nullable().describe("Why nothing is known of the zone right now."),
  })
  .meta({ id: "ZoneStatus" });

export type ZoneStatus = z.output<typeof ZoneStatusView>;

export const StatusView = z
  .strictObject({ zones: z.array(ZoneStatusView).describe("By name; a zone that is away says so.") })
  .meta({ id: "Status" });

export const LogLineView = z
  .strictObject({
    zone: zoneName,
    container: z.string(),
    pod: z.string(),
    part: z
      .string()
      .optional()
      .describe("The sidecar or init container that wrote it; absent for the container itself."),
    line: z.string(),
  })
  .meta({ id: "LogLine" });

export const LogsView = z
  .strictObject({
    lines: z.array(LogLineView).describe("Pod by pod, the oldest line of each first. Secrets stand as ⟦secret:name⟧."),
    cut: z.boolean().describe("Whether there are more lines than are answered at once: ask for fewer pods or lines."),
    errors: z.array(DiagnosticView).describe("Zones that cannot be asked right now."),
  })
  .meta({ id: "Logs" });

export const ContainerEventsView = z
  .strictObject({
    events: z
      .array(
        z
          .strictObject({
            zone: zoneName,
            at: z.iso.datetime().optional().describe("When it happened last."),
            type: z.string().describe("`Normal` or `Warning`."),
            reason: z.string().describe("`FailedScheduling`, `Pulled` and others, as Kubernetes names it."),
            message: z.string(),
            count: z.int().describe("How often it has happened."),
            object: z.string().describe("`Pod/web-6d4cf56db6-x2x4q`"),
          })
          .meta({ id: "ContainerEvent" }),
      )
      .describe("Latest first. Zones forget them after about an hour."),
    errors: z.array(DiagnosticView).describe("Zones that cannot be asked right now."),
  })
  .meta({ id: "ContainerEvents" });

/** As labels of a zone's objects can be; anything else is the name of no container. */
export const containerName = text(63).regex(/^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/, "the name of a container");
