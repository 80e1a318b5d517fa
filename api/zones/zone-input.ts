import { z } from "zod";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import { checkKubeconfigText, KubeconfigError } from "../../engine/index.ts";
import { holdKubeconfig } from "../../engine/zone.ts";
import { ZoneError } from "../../engine/zone-client.ts";
import { defaultZoneContext } from "../../engine/zone-context-default.ts";
import type { ZoneFacts } from "../../engine/zone-facts.ts";
import { mistake } from "../http/problem.ts";
import { line, text } from "../operations/names.ts";
import { askZone } from "./ask-zone.ts";

/** A DNS name, as names of classes, namespaces and domains are (RFC 1123). */
const dnsName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/, "a DNS name in lower case");
const label = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "lower-case letters, digits and -");

const city = line(100).describe("Where the cluster stands.");
const domain = dnsName.describe("Public addresses are made below it. Default: NAME.espalier.localhost");
const ingressClass = dnsName.describe("IngressClass that serves public addresses. Default: nginx");
const ingressNamespace = label.describe("Namespace of the ingress controller. Default: ingress-nginx");
const issuer = dnsName.describe("cert-manager ClusterIssuer that signs certificates. Default: letsencrypt");
const storageClass = dnsName.describe("StorageClass of volumes. Default: the cluster's own");
const kubeconfig = text(1024 * 1024)
  .min(1)
  .describe("A kubeconfig with everything in it: no files, no exec, no auth-provider. It is never shown again.")
  .meta({ writeOnly: true });
const kubecontext = line(253).describe("Context in the kubeconfig. Default: its current one");
const allowInsecure = z
  .boolean()
  .describe("Allow a connection whose other end is not proved: no TLS, or its certificate not checked. Default: false");

/** How a zone is reached. */
export const KubeconfigInput = {
  kubeconfig,
  kubecontext: kubecontext.optional(),
  allowInsecure: allowInsecure.optional(),
};

export const ZoneSettingsInput = {
  city: city.optional(),
  domain: domain.optional(),
  ingressClass: ingressClass.optional(),
  ingressNamespace: ingressNamespace.optional(),
  issuer: issuer.optional(),
  storageClass: storageClass.optional(),
};

/** What is not given stays as it is; null takes away what may be absent. */
export const ZoneChangesInput = {
  ...ZoneSettingsInput,
  city: city.nullable().optional(),
  storageClass: storageClass.nullable().optional(),
};

type Settings = { readonly [K in keyof typeof ZoneChangesInput]?: string | null | undefined };
type KeptContext = Omit<ZoneContext, "name" | "claim">;

/** A zone's context with what is given put over what is known. */
export function withSettings(known: KeptContext, settings: Settings): KeptContext {
  const merged: Record<string, unknown> = { ...known };
  for (const key of Object.keys(ZoneChangesInput) as (keyof typeof ZoneChangesInput)[]) {
    const value = settings[key];
    if (value === null) delete merged[key];
    else if (value !== undefined) merged[key] = value;
  }
  return merged as unknown as KeptContext;
}

export interface Reached {
  /** With nothing but the context that is used. */
  readonly kubeconfig: string;
  readonly facts: ZoneFacts;
}

/**
 * Checks a kubeconfig that an operator gave and asks its cluster about itself.
 *
 * @throws Problem "invalid" when it is refused, or its cluster does not answer to it within 10 s
 */
export async function reachZone(
  name: string,
  given: {
    readonly kubeconfig: string;
    readonly kubecontext?: string | undefined;
    readonly allowInsecure?: boolean | undefined;
  },
  signal: AbortSignal,
): Promise<Reached> {
  try {
    const checked = await checkKubeconfigText(name, given.kubeconfig, {
      ...(given.kubecontext !== undefined && { kubecontext: given.kubecontext }),
      allowInsecure: given.allowInsecure ?? false,
    });
    const zone = { context: defaultZoneContext(name), kubeconfig: holdKubeconfig(checked), local: false };
    return { kubeconfig: checked, facts: await askZone(zone, signal) };
  } catch (error) {
    if (error instanceof KubeconfigError) throw mistake(["kubeconfig"], "kubeconfig-refused", error.message);
    if (error instanceof ZoneError) {
      const fix = "give a kubeconfig that reaches the cluster from where the platform runs";
      throw mistake(["kubeconfig"], "zone-does-not-answer", error.message, fix);
    }
    throw error;
  }
}
