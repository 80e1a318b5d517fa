import type { Plan } from "../../engine/plan-types.ts";
import type { ZoneResult } from "../../engine/update-events.ts";

/** What `up` has come to in zones in which everything is as wanted already. */
export function unchangedResults(plans: readonly Plan[]): ZoneResult[] {
  return plans.map(({ zone, unchanged }) => ({
    zone,
    outcome: "unchanged",
    created: 0,
    updated: 0,
    replaced: 0,
    deleted: 0,
    unchanged,
    milliseconds: 0,
    addresses: [],
    errors: [],
  }));
}
