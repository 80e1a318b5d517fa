import type { Diagnostic } from "../diagnostic.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import type { ProjectSpec } from "../spec.ts";

/** Without a list of zones any zone may be the one in use, so nothing can be said. */
export function checkZones({ zones, containers }: ProjectSpec): Diagnostic[] {
  if (!zones) return [];
  return containers.flatMap(({ options }, index) =>
    Object.keys(options?.zones ?? {})
      .filter((zone) => !zones.includes(zone))
      .map((zone) => ({
        severity: "warning",
        code: "unknown-zone",
        message: "the project does not run in this zone",
        path: ["containers", index, "options", "zones", zone],
        got: JSON.stringify(zone.slice(0, 64)),
        allowed: zones.join(", "),
        fix: didYouMean(nearestName(zone, zones)),
      })),
  );
}
