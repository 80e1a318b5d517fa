import { Lazy } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import { NOT_INTERNET_4, NOT_INTERNET_6 } from "../closed-addresses.ts";
import { type Exposure, exposedPort } from "../exposure.ts";
import { LABEL } from "../manifest.ts";
import { distinctPorts } from "../ports.ts";
import type { ZoneContext } from "../zone-context.ts";

/** Label and port of the pods by which cert-manager proves that a host name is ours (ACME, HTTP-01). */
const CERTIFICATE_PROOF = { label: "acme.cert-manager.io/http01-solver", port: 8089 } as const;

/** The way to the internet, without private ranges and metadata addresses. */
export const INTERNET: k8s.NetworkPolicyEgressRule = {
  to: [
    { ipBlock: { cidr: "0.0.0.0/0", except: [...NOT_INTERNET_4] } },
    { ipBlock: { cidr: "::/0", except: [...NOT_INTERNET_6] } },
  ],
};

/** What holds for all pods of a project, by name: nothing in or out, but within the project, to DNS and the internet. */
export function projectPolicies(
  zone: ZoneContext,
  internet: k8s.NetworkPolicySpec | undefined,
): Readonly<Record<string, k8s.NetworkPolicySpec>> {
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
    ...(internet && { internet }),
    "certificate-proof": {
      podSelector: { matchLabels: { [CERTIFICATE_PROOF.label]: "true" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [inNamespace(zone.ingressNamespace)], ports: [port(CERTIFICATE_PROOF.port)] }],
    },
  };
}

/**
 * Lets pods out to the internet: all of a project but those of the containers that `without` names once the tree is whole.
 * The policy leaves them out, and not a label of theirs, so that no other pod is restarted.
 */
export function internetPolicy(without: () => readonly string[]): k8s.NetworkPolicySpec {
  const produce = (): k8s.LabelSelector => {
    const values = [...without()].sort();
    return values.length > 0 ? { matchExpressions: [{ key: LABEL.container, operator: "NotIn", values }] } : {};
  };
  return { podSelector: Lazy.any({ produce }), policyTypes: ["Egress"], egress: [INTERNET] };
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
