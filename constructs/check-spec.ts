import { checkAmounts } from "./check-amounts.ts";
import { checkEnvironment } from "./check-environment.ts";
import { checkExposure } from "./check-exposure.ts";
import { checkNames } from "./check-names.ts";
import { checkVolumes } from "./check-volumes.ts";
import { checkZones } from "./check-zones.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { ProjectSpec } from "./spec.ts";

/** What the parts of a well-formed spec mean to each other: names, mounts, addresses, zones, amounts. */
export function checkSpec(spec: ProjectSpec): Diagnostic[] {
  return [checkNames, checkVolumes, checkExposure, checkEnvironment, checkZones, checkAmounts].flatMap((check) =>
    check(spec),
  );
}
