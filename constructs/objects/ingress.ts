import type { k8s } from "cdk8s-plus-33";
import { type ContainerParts, derivedName } from "../container-parts.ts";
import type { Exposure } from "../exposure.ts";

/** cert-manager watches for this annotation, and keeps the certificate in the Secret that the Ingress names. */
export const ISSUER_ANNOTATION = "cert-manager.io/cluster-issuer";

/** ExternalDNS, where a zone runs it, gives a load balancer this host name. */
export const DNS_ANNOTATION = "external-dns.alpha.kubernetes.io/hostname";

export function ingressSpec({ name, zone }: ContainerParts, exposure: Exposure): k8s.IngressSpec {
  const backend = { service: { name, port: { number: exposure.port } } };
  return {
    ingressClassName: zone.ingressClass,
    tls: [{ hosts: [...exposure.hosts], secretName: derivedName(name, "tls") }],
    rules: exposure.hosts.map((host) => ({
      host,
      http: { paths: [{ path: exposure.path, pathType: "Prefix", backend }] },
    })),
  };
}
