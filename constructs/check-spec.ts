import type { Diagnostic } from "./diagnostic.ts";
import type { ProjectSpec } from "./spec.ts";
import { checkAmounts } from "./validation/check-amounts.ts";
import { checkEnvironment } from "./validation/check-environment.ts";
import { checkExposure } from "./validation/check-exposure.ts";
import { checkNames } from "./validation/check-names.ts";
import { checkVolumes } from "./validation/check-volumes.ts";
import { checkZones } from "./validation/check-zones.ts";

/** What the parts of a well-formed spec mean to each other: names, mounts, addresses, zones, amounts. */
export function checkSpec(spec: ProjectSpec): Diagnostic[] {
  return [checkNames, checkVolumes, checkExposure, checkEnvironment, checkZones, checkAmounts].flatMap((check) =>
    check(spec),
  );
}
