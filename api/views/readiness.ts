import { z } from "zod";
import type { Readiness } from "../../engine/update-events.ts";
import { DiagnosticView, viewDiagnostic } from "./diagnostic.ts";

/** How far a container is, and why it is not ready. */
export const ReadinessView = z
  .strictObject({
    path: z.string().describe("Construct path of the container."),
    container: z.string(),
    ready: z.int(),
    desired: z.int(),
    state: z
      .enum(["starting", "ready", "done", "stopped", "failing"])
      .describe("`done`: a job that has ended well; `stopped`: what was to run on has ended, or is asked to run none."),
    detail: z.string().optional().describe("How it stands where the numbers do not say it."),
    reason: DiagnosticView.optional().describe("Why it is not ready."),
  })
  .meta({ id: "Readiness" });

export function viewReadiness(readiness: Readiness): z.output<typeof ReadinessView> {
  const { path, container, ready, desired, state, detail, reason } = readiness;
  return {
    path,
    container,
    ready,
    desired,
    state,
    ...(detail !== undefined && { detail }),
    ...(reason && { reason: viewDiagnostic(reason) }),
  };
}
