import { dnsName, shortenLabel } from "./dns-name.ts";
import { type Exposure, exposedPort, exposuresOf } from "./exposure.ts";
import type { ProjectValues } from "./expressions/project-values.ts";
import { LABEL, MANAGER } from "./manifest.ts";
import { podCount } from "./pod-count.ts";
import { type PodPart, podParts } from "./pod-part.ts";
import { type ContainerPort, distinctPorts, parsePort, sidecarPorts } from "./ports.ts";
import { type SecuritySettings, securityOf } from "./security-of.ts";
import type { ContainerSpec } from "./spec.ts";
import { isSelfManaged, workloadOf } from "./workload-kind.ts";
import type { ZoneContext } from "./zone-context.ts";
import { inZone } from "./zone-options.ts";

/** A container in a zone, with everything decided that its objects have in common. */
export interface ContainerParts {
  /** Its DNS name, and the name of its objects. */
  readonly name: string;
  /** With the options of the zone merged in. */
  readonly spec: ContainerSpec;
  readonly zone: ZoneContext;
  /** The ways in from outside, in the order of the spec; the first is the main one. */
  readonly exposures: readonly Exposure[];
  readonly security: SecuritySettings;
  /** The images of its pods: the container itself, then its init containers, then its sidecars. */
  readonly pod: readonly PodPart[];
  /** What expressions stand for. Asked for when the tree is whole. */
  readonly values: ProjectValues;
  /** How many there are at rest. */
  readonly replicas: number;
  /** Ports known to be in use, ascending: the exposed ones and `options.ports`. */
  readonly ports: readonly ContainerPort[];
  /** The same with those of sidecars: what its host name leads to. */
  readonly servicePorts: readonly ContainerPort[];
  /** Finds its pods, for as long as it exists: never tags, since a Deployment's selector cannot be changed. */
  readonly selector: Record<string, string>;
  readonly podLabels: Record<string, string>;
  /** Labels of its objects. */
  readonly labels: Record<string, string>;
  readonly workloadLabels: Record<string, string>;
}

export function containerParts(
  written: ContainerSpec,
  project: string,
  zone: ZoneContext,
  values: () => ProjectValues,
): ContainerParts {
  const spec = inZone(written, zone.name);
  const name = dnsName(spec.name);
  const exposures = exposuresOf(spec, project, zone);
  const ports = distinctPorts([...exposures.map(exposedPort), ...(spec.options?.ports ?? []).map(parsePort)]);
  const selector = { [LABEL.project]: project, [LABEL.container]: spec.name };
  const { tags = [], importance = "normal" } = spec.options ?? {};
  const security = securityOf(spec);
  const labels = {
    [LABEL.container]: spec.name,
    ...Object.fromEntries(tags.map((tag) => [LABEL.tagPrefix + tag, "true"])),
  };
  const character = { [LABEL.importance]: importance, [LABEL.security]: security.standard };
  return {
    name,
    spec,
    zone,
    exposures,
    security,
    pod: podParts(spec),
    get values() {
      return values();
    },
    replicas: podCount(spec).least,
    ports,
    servicePorts: distinctPorts([...ports, ...sidecarPorts(spec)]),
    selector,
    podLabels: { ...selector, ...character, [LABEL.managedBy]: MANAGER },
    labels,
    workloadLabels: { ...labels, ...character, ...workloadLabel(spec) },
  };
}

/** Tells a job that failed from a self-managed container, which has a right to stop. */
function workloadLabel(spec: ContainerSpec): Record<string, string> {
  const { kind } = workloadOf(spec);
  return kind === "long-running" || isSelfManaged(spec) ? {} : { [LABEL.workload]: kind };
}

/** `web` and `env` → `web-env` */
export function derivedName(name: string, what: string): string {
  return shortenLabel(`${name}-${what}`);
}
