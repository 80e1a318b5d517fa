import { ApiObject, Lazy } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import { Construct } from "constructs";
import { type Allowance, allowancesOf, hostAllowances } from "./allowances.ts";
import { type ContainerParts, derivedName } from "./container-parts.ts";
import { allowancePolicy } from "./objects/allowance-policy.ts";
import { CILIUM, hostPolicySpec } from "./objects/host-policy.ts";
import { INTERNET } from "./objects/network-policies.ts";
import { Peer } from "./peer.ts";
import type { ContainerNetwork, NetworkSpec } from "./spec.ts";
import type { ZoneContext } from "./zone-context.ts";

export interface NetworkProps {
  /** The project it stands in. */
  readonly project: Construct;
  readonly zone: ZoneContext;
  readonly network: ContainerNetwork | NetworkSpec | undefined;
  /** Names of its objects: the policy of addresses and projects, and the one of host names. */
  readonly names: { readonly policy: string; readonly hosts: string };
  readonly labels?: Record<string, string>;
  /** Labels of the pods it holds for; none = all of the project. */
  readonly selector: Record<string, string>;
  /** Host names that need a way out of their own, since the internet is closed to these pods. */
  readonly hosts: readonly Allowance[];
  /** All that these pods are let through to by addresses; asked when the tree is whole. */
  readonly named: () => readonly Allowance[];
  /** True = these pods reach the internet although their project does not. */
  readonly internet?: boolean;
}

/** An allowance with the peer that it is about. */
export interface AllowedPeer extends Allowance {
  readonly construct: Peer;
}

/** What a project or one of its containers may reach, and be reached by, beyond the project. */
export class Network extends Construct {
  readonly allowed: readonly AllowedPeer[];
  readonly objects: readonly ApiObject[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const allowances = allowancesOf(props.network);
    this.allowed = allowances.map((one) => ({ ...one, construct: Peer.in(props.project, one.peer) }));
    this.objects = [...this.#policy(allowances, props), ...this.#hostPolicy(props)];
  }

  #policy(allowances: readonly Allowance[], { zone, names, labels, selector, internet }: NetworkProps): ApiObject[] {
    const pods = Object.keys(selector).length > 0 ? { matchLabels: selector } : {};
    const spec = allowancePolicy(allowances, pods, zone, internet ? [INTERNET] : []);
    if (!spec) return [];
    return [
      new k8s.KubeNetworkPolicy(this, "Policy", { metadata: { name: names.policy, ...(labels && { labels }) }, spec }),
    ];
  }

  /** In a zone that cannot, the tree is refused: see network-problems.ts. */
  #hostPolicy({ zone, names, labels, selector, hosts, named }: NetworkProps): ApiObject[] {
    if (hosts.length === 0 || !zone.capabilities?.includes(CILIUM)) return [];
    const policy = new ApiObject(this, "Hosts", {
      apiVersion: `${CILIUM}/v2`,
      kind: "CiliumNetworkPolicy",
      metadata: { name: names.hosts, ...(labels && { labels }) },
      spec: Lazy.any({ produce: () => hostPolicySpec(hosts, named(), selector, zone) }),
    });
    return [policy];
  }
}

/** What a container says of its network, and what its project says that holds for it in another way. */
export function containerNetwork(
  scope: Construct,
  { name, labels, selector, spec, zone }: ContainerParts,
  project: Construct & { readonly soundNetwork: NetworkSpec | undefined },
): Network {
  const network = spec.options?.network;
  return new Network(scope, "Network", {
    project,
    zone,
    network,
    names: { policy: derivedName(name, "network"), hosts: derivedName(name, "hosts") },
    labels,
    selector,
    hosts: hostsOfContainer(network, project.soundNetwork),
    named: () => allowancesOf(network).concat(allowancesOf(project.soundNetwork)),
    internet: network?.internet === true && project.soundNetwork?.internet === false,
  });
}

/**
 * The host names that pods of a container need let through by name: its own and, unless the project has a policy for all
 * of its pods, the project's. None while it reaches the internet.
 */
export function hostsOfContainer(
  container: ContainerNetwork | undefined,
  project: NetworkSpec | undefined,
): readonly Allowance[] {
  const closed = project?.internet === false;
  if (container?.internet ?? !closed) return [];
  const shared = closed ? [] : hostAllowances(allowancesOf(project));
  return [...hostAllowances(allowancesOf(container)), ...shared];
}

/** The host names that all pods of a project need let through by name. */
export function hostsOfProject(project: NetworkSpec | undefined): readonly Allowance[] {
  return project?.internet === false ? hostAllowances(allowancesOf(project)) : [];
}
