import { z } from "zod";
import type { SecretKey } from "../../engine/secret-key.ts";
import { time, zoneName } from "../operations/names.ts";
import { kubeconfigContext, type ZoneRow } from "../zones/connections.ts";

/** What operators see of a zone beside what everybody sees; nobody sees its kubeconfig. */
export const ZoneSettingsView = z
  .strictObject({
    server: z.string().describe("Address of the API server."),
    ingressClass: z.string().describe("IngressClass that serves public addresses."),
    ingressNamespace: z.string().describe("Namespace of the ingress controller."),
    issuer: z.string().describe("cert-manager ClusterIssuer that signs certificates."),
    storageClass: z.string().nullable().describe("StorageClass of volumes; null: the cluster's default."),
    ownAddresses: z.array(z.string()).describe("Addresses of the cluster itself, as CIDRs: no project reaches them."),
    updatedAt: time,
  })
  .meta({ id: "ZoneSettings" });

export const ZoneView = z
  .strictObject({
    name: zoneName,
    city: z.string().nullable(),
    domain: z.string().describe("Public addresses are made below it."),
    capabilities: z
      .array(z.string())
      .describe("API groups beyond Kubernetes' own that the cluster serves, such as keda.sh."),
    createdAt: time,
    settings: ZoneSettingsView.optional().describe("For operators only."),
  })
  .meta({ id: "Zone" });

/** @param secretKey given for operators */
export function viewZone(row: ZoneRow, secretKey: SecretKey | undefined): z.input<typeof ZoneView> {
  const { name, context, created_at } = row;
  return {
    name,
    city: context.city ?? null,
    domain: context.domain,
    capabilities: [...(context.capabilities ?? [])],
    createdAt: created_at.toISOString(),
    ...(secretKey && { settings: viewSettings(row, secretKey) }),
  };
}

function viewSettings(row: ZoneRow, secretKey: SecretKey): z.input<typeof ZoneSettingsView> {
  const { context, updated_at } = row;
  return {
    server: serverOf(secretKey.decrypt(row.kubeconfig, kubeconfigContext(row.id))),
    ingressClass: context.ingressClass,
    ingressNamespace: context.ingressNamespace,
    issuer: context.issuer,
    storageClass: context.storageClass ?? null,
    ownAddresses: [...(context.ownAddresses ?? [])],
    updatedAt: updated_at.toISOString(),
  };
}

/** Kubeconfigs are kept as `checkKubeconfigText` answers them: JSON with a single cluster. */
function serverOf(kubeconfig: string): string {
  const { clusters } = JSON.parse(kubeconfig) as { clusters: [{ cluster: { server: string } }] };
  return clusters[0].cluster.server;
}
