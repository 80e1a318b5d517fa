import type { Claim } from "../../constructs/zone-context.ts";

/**
 * What each project of the catalog is promised: enough for the largest. What people run for one app asks for more than
 * the default claim now and then, and the catalog is about whether it is understood.
 */
export const CATALOG_CLAIM: Claim = {
  cpu: "64",
  memory: "256Gi",
  storage: "10Ti",
  pods: 300,
  services: 300,
  volumes: 300,
};
