import type { Manifest } from "../../constructs/manifest.ts";
import { quotaSpec } from "../../constructs/objects/claim-objects.ts";
import { type Claim, DEFAULT_CLAIM } from "../../constructs/zone-context.ts";
import { quotaNotes } from "../../engine/planning/quota-note.ts";

/**
 * What each project of the catalog is promised: enough for the largest. The catalog is about whether what people run is
 * understood; how much of it fits the default claim is told beside.
 */
export const CATALOG_CLAIM: Claim = {
  cpu: "64",
  memory: "256Gi",
  storage: "10Ti",
  pods: 300,
  services: 300,
  volumes: 300,
};

/** Whether a project asks for no more than the claim of a project that nobody has given another. */
export function fitsDefaultClaim(manifests: readonly Manifest[]): boolean {
  const byDefault = manifests.map((manifest) =>
    manifest.kind === "ResourceQuota" ? { ...manifest, spec: quotaSpec(DEFAULT_CLAIM) } : manifest,
  );
  return quotaNotes(byDefault).every(({ severity }) => severity !== "warning");
}
