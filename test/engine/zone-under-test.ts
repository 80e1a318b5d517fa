import { randomBytes } from "node:crypto";
import { DEFAULT_CLAIM } from "../../constructs/zone-context.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { Zone } from "../../engine/zone.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";

/** The zone the tests of the engine run in: a cluster of one's own (`ESPALIER_TEST_KUBECONFIG`), else a local zone. */
export async function zoneUnderTest(): Promise<Zone> {
  const kubeconfig = process.env.ESPALIER_TEST_KUBECONFIG;
  if (!kubeconfig) return (await import("../support/local-zone.ts")).testZone();
  const context = {
    name: "test",
    domain: "test.example",
    ingressClass: "nginx",
    ingressNamespace: "ingress-nginx",
    issuer: "letsencrypt",
    claim: DEFAULT_CLAIM,
  };
  return { context, kubeconfig, local: false };
}

export async function clientUnderTest(): Promise<ZoneClient> {
  return connectZone(await zoneUnderTest());
}

/** A name that no other test uses. */
export function uniqueName(prefix: string): string {
  return `eng-${prefix}-${randomBytes(3).toString("hex")}`;
}
