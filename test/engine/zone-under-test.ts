import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_CLAIM, type ZoneContext } from "../../constructs/zone-context.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { FileZone } from "../../engine/zone.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";

const TEST_CONTEXT: ZoneContext = {
  name: "test",
  domain: "test.example",
  ingressClass: "nginx",
  ingressNamespace: "ingress-nginx",
  issuer: "letsencrypt",
  claim: DEFAULT_CLAIM,
};

/** The zone the tests of the engine run in: a cluster of one's own (`ESPALIER_TEST_KUBECONFIG`), else a local zone. */
export async function zoneUnderTest(): Promise<FileZone> {
  const kubeconfig = process.env.ESPALIER_TEST_KUBECONFIG;
  if (!kubeconfig) return (await import("../support/local-zone.ts")).testZone();
  return { context: TEST_CONTEXT, kubeconfig, local: false };
}

export async function clientUnderTest(): Promise<ZoneClient> {
  return connectZone(await zoneUnderTest());
}

/** A zone whose API server is not running. */
export function unreachableZone(name: string): Promise<FileZone> {
  return zoneAt("https://127.0.0.1:1", name);
}

/** A zone whose API server is at an address of the test's choice. */
export async function zoneAt(server: string, name: string): Promise<FileZone> {
  const folder = await mkdtemp(join(tmpdir(), "espalier-kubeconfig-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const kubeconfig = join(folder, "kubeconfig");
  const config = {
    clusters: [{ name: "c", cluster: { server } }],
    users: [{ name: "u", user: { token: "t" } }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  };
  await writeFile(kubeconfig, JSON.stringify(config));
  return { context: { ...TEST_CONTEXT, name }, kubeconfig, local: false };
}

/** A name that no other test uses. */
export function uniqueName(prefix: string): string {
  return `eng-${prefix}-${randomBytes(4).toString("hex")}`;
}
