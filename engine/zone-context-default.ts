import { DEFAULT_CLAIM, type ZoneContext } from "../constructs/zone-context.ts";

/** What is known of a zone when a person says nothing: names that the usual installations of each part have. */
export function defaultZoneContext(name: string): ZoneContext {
  return {
    name,
    // Every name below `.localhost` is the machine itself (RFC 6761), so these addresses need no DNS.
    domain: `${name}.espalier.localhost`,
    ingressClass: "nginx",
    ingressNamespace: "ingress-nginx",
    issuer: "letsencrypt",
    claim: DEFAULT_CLAIM,
  };
}
