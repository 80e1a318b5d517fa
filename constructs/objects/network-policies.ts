import { k8s } from "cdk8s-plus-33";
import { type Exposure, exposedPort } from "../exposure.ts";
import { distinctPorts } from "../ports.ts";
import type { ZoneContext } from "../zone-context.ts";

/**
 * Addresses that are not the internet: private, shared, loopback, link-local with the metadata services of clouds,
 * reserved (IANA special-purpose registries), and the address of Azure's host agent, which looks public.
 */
const NOT_INTERNET_4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
const NOT_INTERNET_6 = ["::/127", "64:ff9b:1::/48", "fc00::/7", "fe80::/10", "ff00::/8"];

/** Label and port of the pods by which cert-manager proves that a host name is ours (ACME, HTTP-01). */
const CERTIFICATE_PROOF = { label: "acme.cert-manager.io/http01-solver", port: 8089 } as const;

/** What holds for all pods of a project, by name: nothing in or out, but within the project, to DNS and the internet. */
export function projectPolicies(zone: ZoneContext): Readonly<Record<string, k8s.NetworkPolicySpec>> {
  return {
    "default-deny": { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    "inside-project": {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ podSelector: {} }] }],
      egress: [{ to: [{ podSelector: {} }] }],
    },
    dns: {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [{ to: [inNamespace("kube-system")], ports: [port(53, "UDP"), port(53)] }],
    },
    internet: {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [
            { ipBlock: { cidr: "0.0.0.0/0", except: NOT_INTERNET_4 } },
            { ipBlock: { cidr: "::/0", except: NOT_INTERNET_6 } },
          ],
        },
      ],
    },
    "certificate-proof": {
      podSelector: { matchLabels: { [CERTIFICATE_PROOF.label]: "true" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [inNamespace(zone.ingressNamespace)], ports: [port(CERTIFICATE_PROOF.port)] }],
    },
  };
}

/** Lets in what a container is exposed to: the ingress controller for http, else anyone, on those ports alone. */
export function exposedPolicy(
  exposures: readonly Exposure[],
  selector: Record<string, string>,
  zone: ZoneContext,
): k8s.NetworkPolicySpec {
  const http = exposures.filter(({ protocol }) => protocol === "http");
  const other = exposures.filter(({ protocol }) => protocol !== "http");
  return {
    podSelector: { matchLabels: selector },
    policyTypes: ["Ingress"],
    ingress: [
      ...(http.length > 0 ? [{ from: [inNamespace(zone.ingressNamespace)], ports: exposedPorts(http) }] : []),
      ...(other.length > 0 ? [{ ports: exposedPorts(other) }] : []),
    ],
  };
}

function exposedPorts(exposures: readonly Exposure[]): k8s.NetworkPolicyPort[] {
  return distinctPorts(exposures.map(exposedPort)).map(({ number, transport }) => port(number, transport));
}

function inNamespace(name: string): k8s.NetworkPolicyPeer {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}

function port(number: number, protocol = "TCP"): k8s.NetworkPolicyPort {
  return { port: k8s.IntOrString.fromNumber(number), protocol };
}
