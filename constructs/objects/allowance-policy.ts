import { k8s } from "cdk8s-plus-33";
import type { Allowance } from "../allowances.ts";
import { distinctCidrs, parseCidr } from "../cidr.ts";
import { closedWithin, ranges } from "../closed-addresses.ts";
import { dnsName } from "../dns-name.ts";
import { LABEL, MANAGER } from "../manifest.ts";
import { distinctPorts, parsePort } from "../ports.ts";
import type { Peer } from "../spec.ts";
import type { ZoneContext } from "../zone-context.ts";

/**
 * What `to` and `from` open for the selected pods; undefined when they open nothing. Host names open nothing here: a
 * NetworkPolicy knows addresses alone.
 */
export function allowancePolicy(
  allowances: readonly Allowance[],
  podSelector: k8s.LabelSelector,
  zone: ZoneContext,
  further: readonly k8s.NetworkPolicyEgressRule[] = [],
): k8s.NetworkPolicySpec | undefined {
  const rules = (direction: Allowance["direction"]) =>
    allowances.filter((one) => one.direction === direction && one.peer.host === undefined);
  const egress = [
    ...further,
    ...rules("to").map(({ peer }) => ({ to: [policyPeer(peer, zone, "to")], ...policyPorts(peer) })),
  ];
  const ingress = rules("from").map(({ peer }) => ({ from: [policyPeer(peer, zone, "from")], ...policyPorts(peer) }));
  if (egress.length + ingress.length === 0) return undefined;
  return {
    podSelector,
    policyTypes: [...(ingress.length > 0 ? ["Ingress"] : []), ...(egress.length > 0 ? ["Egress"] : [])],
    ...(ingress.length > 0 && { ingress }),
    ...(egress.length > 0 && { egress }),
  };
}

function policyPeer(peer: Peer, zone: ZoneContext, direction: Allowance["direction"]): k8s.NetworkPolicyPeer {
  return peer.project === undefined ? addresses(peer, zone, direction) : project(peer.project, peer.container);
}

/** Only a namespace that holds a project of ours: by its name alone one might mean the cluster's own. */
function project(name: string, container: string | undefined): k8s.NetworkPolicyPeer {
  return {
    namespaceSelector: {
      matchLabels: { [LABEL.managedBy]: MANAGER, "kubernetes.io/metadata.name": dnsName(name) },
    },
    ...(container !== undefined && { podSelector: { matchLabels: { [LABEL.container]: container } } }),
  };
}

/** What is closed to everybody stays closed on the way out; who may come in is the project's own business. */
function addresses(
  { cidr = "", except = [] }: Peer,
  { ownAddresses = [] }: ZoneContext,
  direction: Allowance["direction"],
): k8s.NetworkPolicyPeer {
  const whole = parseCidr(cidr);
  if (!whole) return { ipBlock: { cidr } };
  const closed = direction === "to" ? closedWithin(whole, ranges(ownAddresses)) : [];
  const without = distinctCidrs([...ranges(except), ...closed]).map(({ text }) => text);
  return { ipBlock: { cidr: whole.text, ...(without.length > 0 && { except: without }) } };
}

function policyPorts({ ports = [] }: Peer): { ports?: k8s.NetworkPolicyPort[] } {
  if (ports.length === 0) return {};
  const each = distinctPorts(ports.map(parsePort));
  return {
    ports: each.map(({ number, transport }) => ({ port: k8s.IntOrString.fromNumber(number), protocol: transport })),
  };
}
