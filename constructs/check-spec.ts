import type { Diagnostic } from "./diagnostic.ts";
import type { ProjectSpec } from "./spec.ts";
import { checkAmounts } from "./validation/check-amounts.ts";
import { checkEnvironment } from "./validation/check-environment.ts";
import { checkExposure } from "./validation/check-exposure.ts";
import { checkExpressions } from "./validation/check-expressions.ts";
import { checkHealth } from "./validation/check-health.ts";
import { checkMounts } from "./validation/check-mounts.ts";
import { checkNames } from "./validation/check-names.ts";
import { checkNetwork } from "./validation/check-network.ts";
import { checkPod } from "./validation/check-pod.ts";
import { checkPorts } from "./validation/check-ports.ts";
import { checkRegistries } from "./validation/check-registries.ts";
import { checkRollout } from "./validation/check-rollout.ts";
import { checkScale } from "./validation/check-scale.ts";
import { checkSecurity } from "./validation/check-security.ts";
import { checkVolumes } from "./validation/check-volumes.ts";
import { checkWaits } from "./validation/check-waits.ts";
import { checkWorkload } from "./validation/check-workload.ts";
import { checkZones } from "./validation/check-zones.ts";

type Check = (spec: ProjectSpec) => Diagnostic[];

const CHECKS: readonly Check[] = [
  checkNames,
  checkWorkload,
  checkPod,
  checkVolumes,
  checkMounts,
  checkExposure,
  checkPorts,
  checkNetwork,
  checkSecurity,
  checkHealth,
  checkWaits,
  checkScale,
  checkRollout,
  checkEnvironment,
  checkExpressions,
  checkRegistries,
  checkZones,
  checkAmounts,
];

/** What the parts of a well-formed spec mean to each other: names, kinds, mounts, addresses, zones, amounts. */
export function checkSpec(spec: ProjectSpec): Diagnostic[] {
  return CHECKS.flatMap((check) => check(spec));
}
