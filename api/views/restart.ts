import { z } from "zod";
import { time, zoneName } from "../operations/names.ts";
import { DiagnosticView } from "./diagnostic.ts";

export const RestartView = z
  .strictObject({
    at: time.describe("When it was asked for: pods that started before are being replaced."),
    zones: z
      .array(
        z.strictObject({
          zone: zoneName,
          restarted: z.boolean(),
          error: DiagnosticView.nullable().describe("Why it was not restarted there."),
        }),
      )
      .describe("By name."),
  })
  .meta({ id: "Restart" });
