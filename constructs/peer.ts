import { Construct } from "constructs";
import { parseCidr } from "./cidr.ts";
import { dnsName } from "./dns-name.ts";
import type { Peer as PeerSpec } from "./spec.ts";

/** Somebody outside the project whom its network lets through: another project, addresses, a host. Once in a tree. */
export class Peer extends Construct {
  readonly kind: "project" | "addresses" | "host";
  readonly name: string;
  /** Of addresses: those that are left out. */
  readonly except: readonly string[];
  /** Of another project: the one container that is meant. */
  readonly container: string | undefined;

  /** Stands below a scope `Peers` of the project's own; found again by what it says, whoever says it. */
  static in(project: Construct, spec: PeerSpec): Peer {
    const scope = project.node.tryFindChild("Peers") ?? new Construct(project, "Peers");
    const id = idOf(spec);
    return (scope.node.tryFindChild(id) as Peer | undefined) ?? new Peer(scope, id, spec);
  }

  /** Those of a project, in the order in which they were first named. */
  static all(project: Construct): readonly Peer[] {
    const children = project.node.tryFindChild("Peers")?.node.children ?? [];
    return children.filter((child) => child instanceof Peer);
  }

  private constructor(scope: Construct, id: string, spec: PeerSpec) {
    super(scope, id);
    this.kind = spec.project !== undefined ? "project" : spec.host !== undefined ? "host" : "addresses";
    this.name = spec.project ?? spec.host ?? spec.cidr ?? "";
    this.except = spec.except ?? [];
    this.container = spec.container;
  }
}

/** `project other db`, `host api.stripe.com`, `addresses 10.20.0.0/16 10.20.1.0/24`: the construct writes / as --. */
function idOf({ project, container, host, cidr = "", except = [] }: PeerSpec): string {
  if (project !== undefined) return ["project", dnsName(project), container].filter(Boolean).join(" ");
  if (host !== undefined) return `host ${host}`;
  const texts = [cidr, ...except.toSorted()].map((text) => parseCidr(text)?.text ?? text);
  return ["addresses", ...texts].join(" ");
}
