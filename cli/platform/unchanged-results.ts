import type { Plan } from "../../engine/plan-types.ts";
import type { ZoneResult } from "../../engine/update-events.ts";
import { failure } from "../failing-containers.ts";
import type { Target } from "./target.ts";

/**
 * What `up` has come to in zones in which everything is as wanted already. Where a container fails it counts as not ready:
 * an update that failed does not turn into a success by being run again.
 */
export async function unchangedResults({ client, project }: Target, plans: readonly Plan[]): Promise<ZoneResult[]> {
  const { zones } = await client.get("/projects/{project}/status", { path: { project } });
  return plans.map(({ zone, unchanged }) => {
    const { addresses = [], containers = [] } = zones.find((status) => status.zone === zone) ?? {};
    const errors = containers.filter(({ state }) => state === "failing").map(failure);
    const counts = { created: 0, updated: 0, replaced: 0, deleted: 0, unchanged };
    const outcome = errors.length > 0 ? "not-ready" : "unchanged";
    return { zone, outcome, ...counts, milliseconds: 0, addresses, errors };
  });
}
