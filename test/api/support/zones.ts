import { randomUUID } from "node:crypto";
import { kubeconfigContext } from "../../../api/zones/connections.ts";
import type { TestPlatform } from "./platform.ts";

/** A zone that is known and never answers: for tests that need no cluster. Asking again gives the same. */
export async function addTestZone({ platform }: TestPlatform, name = "plovdiv"): Promise<string> {
  const id = randomUUID();
  const kubeconfig = JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server: "https://127.0.0.1:9" } }],
    users: [{ name, user: { token: "none" } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
  await platform.database
    .insertInto("zones")
    .values({
      id,
      name,
      context: JSON.stringify({
        domain: `${name}.example.com`,
        ingressClass: "nginx",
        ingressNamespace: "ingress-nginx",
        issuer: "letsencrypt",
      }),
      kubeconfig: platform.secretKey.encrypt(kubeconfig, kubeconfigContext(id)),
    })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  return name;
}
