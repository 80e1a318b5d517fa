import type { Allowance } from "../allowances.ts";
import { contains } from "../cidr.ts";
import { closedWithin, ranges } from "../closed-addresses.ts";
import { parsePort } from "../ports.ts";
import type { ZoneContext } from "../zone-context.ts";

/** API group of Cilium, which can let a host name through where NetworkPolicies know addresses alone. */
export const CILIUM = "cilium.io";

/**
 * The spec of a CiliumNetworkPolicy that lets host names through. Cilium learns their addresses from the answers of DNS,
 * so these must pass its eyes (Cilium, "DNS based"). Who owns a name decides where it leads, so what is closed to
 * everybody is denied besides: `named` are the addresses that the same pods are let through to by their numbers.
 */
export function hostPolicySpec(
  hosts: readonly Allowance[],
  named: readonly Allowance[],
  matchLabels: Readonly<Record<string, string>>,
  { ownAddresses = [] }: ZoneContext,
): object {
  return {
    endpointSelector: Object.keys(matchLabels).length > 0 ? { matchLabels } : {},
    egress: [
      {
        toEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": "kube-system" } }],
        toPorts: [{ ports: [{ port: "53", protocol: "ANY" }], rules: { dns: [{ matchPattern: "*" }] } }],
      },
      ...hosts.map(({ peer: { host = "", ports = [] } }) => ({
        toFQDNs: [host.startsWith("*.") ? { matchPattern: host } : { matchName: host }],
        ...(ports.length > 0 && { toPorts: [{ ports: ports.map(hostPort) }] }),
      })),
    ],
    egressDeny: [{ toCIDRSet: closedBut(named, ownAddresses) }],
  };
}

function closedBut(named: readonly Allowance[], ownAddresses: readonly string[]): object[] {
  const open = ranges(named.flatMap(({ direction, peer }) => (direction === "to" && peer.cidr ? [peer.cidr] : [])));
  const everything = ranges(["0.0.0.0/0", "::/0"]);
  return everything
    .flatMap((all) => closedWithin(all, ranges(ownAddresses)))
    .filter((closed) => !open.some(({ text }) => text === closed.text))
    .map((closed) => {
      const except = open.filter((cidr) => contains(closed, cidr)).map(({ text }) => text);
      return { cidr: closed.text, ...(except.length > 0 && { except }) };
    });
}

function hostPort(port: Parameters<typeof parsePort>[0]): object {
  const { number, transport } = parsePort(port);
  return { port: String(number), protocol: transport };
}
