import type { ApiObject } from "cdk8s";
import type { IConstruct } from "constructs";
import type { Container } from "./container.ts";
import { addressFacts, containerFacts, type Facts } from "./container-facts.ts";
import type { EnvironmentGroup } from "./environment-group.ts";
import { objectId } from "./manifest.ts";
import { Peer } from "./peer.ts";
import type { Project } from "./project.ts";
import { canonicalQuantity } from "./quantity.ts";
import type { SynthesizedObject } from "./synthesize.ts";
import type { TreeNode } from "./tree.ts";
import type { Volume } from "./volume.ts";

/** Parents before children: the project, its containers each with its address, its volumes, its groups, its peers, objects of the person's. */
export function treeNodes(project: Project, objects: readonly SynthesizedObject[]): TreeNode[] {
  const ids = new Map(objects.map(({ construct, manifest }) => [construct, objectId(manifest)]));
  const made = (list: readonly ApiObject[]) => list.flatMap((object) => ids.get(object) ?? []);
  const root = project.node.path;
  const named = new Set<IConstruct>([project, ...project.containers]);
  return [
    node(project, "project", project.name, { objects: made(project.objects), facts: projectFacts(project) }),
    ...project.containers.flatMap((container) => containerNodes(container, root, made)),
    ...project.volumes.map((volume) =>
      node(volume, "volume", volume.name, { parent: root, objects: made(volume.objects), facts: volumeFacts(volume) }),
    ),
    ...project.environmentGroups.map((group) =>
      node(group, "group", group.name, { parent: root, objects: made(group.objects), facts: groupFacts(group) }),
    ),
    ...Peer.all(project).map((peer) => node(peer, "peer", peer.name, { parent: root, facts: peerFacts(peer) })),
    ...objects
      .filter(({ ours }) => !ours)
      .map(({ construct, manifest }) =>
        node(construct, "object", manifest.metadata.name, {
          parent: nearestOf(named, construct).node.path,
          objects: [objectId(manifest)],
          facts: { kind: manifest.kind, apiVersion: manifest.apiVersion },
        }),
      ),
  ];
}

function containerNodes(
  container: Container,
  parent: string,
  made: (list: readonly ApiObject[]) => string[],
): TreeNode[] {
  const { addresses, name, spec } = container;
  const tags = [...new Set(spec.options?.tags ?? [])];
  const facts = containerFacts(container);
  const own = node(container, "container", name, {
    parent,
    tags,
    objects: made([...container.objects, ...(container.network?.objects ?? [])]),
    facts,
  });
  return [
    own,
    ...addresses.map((address) =>
      node(address, "address", address.exposure.hosts[0] as string, {
        parent: container.node.path,
        objects: made(address.objects),
        facts: addressFacts(address.exposure),
      }),
    ),
  ];
}

function projectFacts({ zone, projectNamespace, network, registries }: Project): Facts {
  return {
    zone: zone.name,
    namespace: projectNamespace,
    network: network?.name,
    internet: network?.internet === false ? "closed" : undefined,
    registries: registryNames(registries),
  };
}

function registryNames(registries: Project["registries"]): string | undefined {
  return registries?.length ? registries.map(({ host }) => host).join(", ") : undefined;
}

function volumeFacts({ spec }: Volume): Facts {
  return { size: canonicalQuantity(spec.size), access: spec.access ?? "one" };
}

function groupFacts({ spec }: EnvironmentGroup): Facts {
  return { variables: String(Object.keys(spec).length) };
}

function peerFacts({ kind, container, except }: Peer): Facts {
  return { kind, container, except: except.length > 0 ? except.join(", ") : undefined };
}

/** The nearest construct above that is among these. */
function nearestOf(named: ReadonlySet<IConstruct>, construct: IConstruct): IConstruct {
  return construct.node.scopes.slice(0, -1).findLast((scope) => named.has(scope)) as IConstruct;
}

function node(
  construct: IConstruct,
  kind: TreeNode["kind"],
  name: string,
  rest: Partial<Pick<TreeNode, "parent" | "tags" | "objects">> & { readonly facts: Facts },
): TreeNode {
  const { parent, tags = [], objects = [], facts } = rest;
  const known = Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== undefined);
  return {
    path: construct.node.path,
    kind,
    name,
    ...(parent !== undefined && { parent }),
    tags,
    facts: Object.fromEntries(known),
    objects,
  };
}
