import type { k8s } from "cdk8s-plus-33";
import { type ContainerParts, derivedName } from "../container-parts.ts";
import type { Exposure } from "../exposure.ts";

/** cert-manager watches for this annotation, and keeps the certificate in the Secret that the Ingress names. */
export const ISSUER_ANNOTATION = "cert-manager.io/cluster-issuer";

/** ExternalDNS, where a zone runs it, gives a load balancer this host name. */
export const DNS_ANNOTATION = "external-dns.alpha.kubernetes.io/hostname";

/** All http ways into a container: a rule for each host, with every path that leads to it. @param service through which it gets there */
export function ingressSpec(
  { name, zone }: ContainerParts,
  ways: readonly Exposure[],
  service: string,
): k8s.IngressSpec {
  const hosts = hostsOf(ways);
  return {
    ingressClassName: zone.ingressClass,
    tls: [{ hosts: [...hosts], secretName: derivedName(name, "tls") }],
    rules: hosts.map((host) => ({
      host,
      http: {
        paths: ways
          .filter((way) => way.hosts.includes(host))
          .map(({ path, port }) => ({
            path,
            pathType: "Prefix",
            backend: { service: { name: service, port: { number: port } } },
          })),
      },
    })),
  };
}

/** Each host once, in the order of the ways in. */
export function hostsOf(ways: readonly Exposure[]): readonly string[] {
  return [...new Set(ways.flatMap(({ hosts }) => hosts))];
}
