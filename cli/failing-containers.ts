import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { Tree } from "../constructs/tree.ts";
import type { Readiness, ZoneResult } from "../engine/update-events.ts";
import type { Zone } from "../engine/zone.ts";
import type { Context } from "./context.ts";
import type { LoadedProject } from "./load-project.ts";

/**
 * The results, where zones in which nothing had to be changed, but a container fails, count as not ready: an update that
 * failed does not turn into a success by being run again.
 */
export async function withoutFailing(
  { output }: Context,
  { zones, tree }: LoadedProject,
  results: readonly ZoneResult[],
): Promise<ZoneResult[]> {
  const checked = results.map(async (result): Promise<ZoneResult> => {
    const zone = zones.find(({ context }) => context.name === result.zone);
    if (result.outcome !== "unchanged" || !zone) return result;
    const errors = await failuresIn(zone, tree);
    if (output.json)
      for (const diagnostic of errors) output.record({ type: "diagnostic", zone: result.zone, diagnostic });
    return errors.length ? { ...result, outcome: "not-ready", errors } : result;
  });
  return Promise.all(checked);
}

async function failuresIn(zone: Zone, { project, namespace }: Tree): Promise<Diagnostic[]> {
  const { connectZone, projectStatus } = await import("../engine/index.ts");
  const client = await connectZone(zone);
  const { containers } = await projectStatus(client, { project, namespace }).finally(() => client.close());
  return containers.filter(({ state }) => state === "failing").map(failure);
}

/** Why a container counts as not ready. */
export function failure({ path, ready, desired, reason }: Readiness): Diagnostic {
  if (reason) return { ...reason, message: `${path} ${reason.message}` };
  return { severity: "error", code: "not-ready", message: `${path} fails: ${ready} of ${desired} ready` };
}
