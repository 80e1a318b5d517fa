import { allowanceReferences } from "./allowance-references.ts";
import type { Container } from "./container.ts";
import { type ContainerText, containerTexts } from "./container-texts.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { dnsName } from "./dns-name.ts";
import { exposedPort } from "./exposure.ts";
import { hostsIn, hostsUnder } from "./hosts-in-text.ts";
import { firstPort, waitsOf } from "./objects/waits.ts";
import { portName } from "./ports.ts";
import type { Project } from "./project.ts";
import type { SynthesizedObject } from "./synthesize.ts";
import type { Reference } from "./tree.ts";

export interface Inference {
  readonly references: readonly Reference[];
  /** Paths lead into the spec. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Containers by every name they answer to, and by names that only look as if they did. */
interface Directory {
  readonly hosts: ReadonlyMap<string, Container>;
  readonly misspelled: ReadonlyMap<string, Container>;
}

/** What the parts of a project have to do with each other: addresses, requests, mounts, and any other mention. */
export function inferReferences(project: Project, objects: readonly SynthesizedObject[]): Inference {
  const directory = directoryOf(project);
  const diagnostics: Diagnostic[] = [];
  const references = project.containers.flatMap((container, index) => [
    ...exposeReferences(container),
    ...requestReferences(container, directory, ["containers", index], diagnostics),
    ...mountReferences(container, project),
    ...waitReferences(container, project),
    ...groupReferences(container, project),
  ]);
  const others = objects.filter(({ ours }) => !ours).flatMap((object) => otherReferences(object, directory));
  return { references: [...references, ...allowanceReferences(project), ...others], diagnostics };
}

function directoryOf({ containers, projectNamespace }: Project): Directory {
  const hosts = new Map<string, Container>();
  const misspelled = new Map<string, Container>();
  for (const container of containers) {
    const { name, addresses } = container;
    const host = dnsName(name);
    for (const name of [host, ...(container.parts?.spec.options?.aliases ?? []).map(dnsName)]) {
      const local = `${name}.${projectNamespace}`;
      for (const alias of [name, local, `${local}.svc`, `${local}.svc.cluster.local`]) hosts.set(alias, container);
    }
    for (const alias of addresses.flatMap(({ exposure }) => exposure.hosts)) hosts.set(alias, container);
    if (name !== host) misspelled.set(name, container);
  }
  return { hosts, misspelled };
}

function exposeReferences({ addresses, node }: Container): Reference[] {
  return addresses.map((address) => ({
    from: address.node.path,
    to: node.path,
    kind: "expose",
    label: portName(exposedPort(address.exposure)),
  }));
}

/** Of the container and whatever runs before it and beside it: one for each place where a volume is seen. */
function mountReferences({ node, parts }: Container, { volumes }: Project): Reference[] {
  const mounts = (parts?.pod ?? []).flatMap((part) => part.mounts);
  const places = new Map(mounts.map((mount) => [`${mount.volume} ${mount.path}`, mount]));
  return [...places.values()].flatMap(({ volume, path }) => {
    const to = volumes.find(({ name }) => name === volume)?.node.path;
    return to === undefined ? [] : [{ from: node.path, to, kind: "mount", label: path }];
  });
}

function waitReferences({ node, parts }: Container, { containers }: Project): Reference[] {
  return waitsOf(parts?.spec ?? {}).flatMap(({ container, port }) => {
    const target = containers.find(({ name }) => name === container);
    if (!target?.parts) return [];
    const number = port ?? firstPort(target.parts);
    return [{ from: node.path, to: target.node.path, kind: "wait", label: number === undefined ? "" : String(number) }];
  });
}

function groupReferences({ node, parts }: Container, { environmentGroups }: Project): Reference[] {
  const used = new Set(parts?.pod.flatMap(({ run }) => run.environmentFrom ?? []));
  return environmentGroups
    .filter(({ name }) => used.has(name))
    .map((group) => ({ from: node.path, to: group.node.path, kind: "reference", label: "environment" }));
}

function requestReferences(
  container: Container,
  { hosts, misspelled }: Directory,
  path: readonly (string | number)[],
  diagnostics: Diagnostic[],
): Reference[] {
  const labels = new Map<Container, Set<string>>();
  for (const mention of container.parts ? containerTexts(container.parts, path) : []) {
    for (const host of [...mention.targets.map(dnsName), ...hostsUnder(mention.label, mention.text)]) {
      const wrong = misspelled.get(host);
      const target = hosts.get(host) ?? wrong;
      if (!target || target === container) continue;
      labels.set(target, (labels.get(target) ?? new Set()).add(mention.label));
      if (wrong) diagnostics.push(unreachableName(mention, wrong));
    }
  }
  return [...labels].map(([target, keys]) => ({
    from: container.node.path,
    to: target.node.path,
    kind: "request",
    label: [...keys].join(", "),
  }));
}

function unreachableName({ path }: ContainerText, meant: Container): Diagnostic {
  return {
    severity: "warning",
    code: "unreachable-name",
    message: `${JSON.stringify(meant.name)} is no host name: in host names _ becomes -`,
    path,
    fix: `write "${meant.host}"`,
  };
}

/** Mentions by an object of the person's own, found in its texts. */
function otherReferences({ construct, manifest }: SynthesizedObject, { hosts }: Directory): Reference[] {
  const { metadata: _, ...body } = manifest;
  const labels = new Map<Container, Set<string>>();
  const visit = (value: unknown, key: string): void => {
    if (typeof value === "string") {
      for (const target of hostsIn(value).flatMap((host) => hosts.get(host) ?? [])) {
        labels.set(target, (labels.get(target) ?? new Set()).add(key));
      }
    } else if (Array.isArray(value)) {
      for (const inner of value) visit(inner, key);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) visit(inner, name);
    }
  };
  visit(body, "");
  return [...labels].map(([target, keys]) => ({
    from: construct.node.path,
    to: target.node.path,
    kind: "reference",
    label: [...keys].join(", "),
  }));
}
