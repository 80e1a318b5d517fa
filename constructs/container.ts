import type { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import { Construct } from "constructs";
import { type Address, addressesOf } from "./address.ts";
import { type ContainerParts, containerParts, derivedName } from "./container-parts.ts";
import { DiagnosticsError } from "./diagnostic.ts";
import { dnsName } from "./dns-name.ts";
import { serviceSpec } from "./objects/services.ts";
import { deploymentSpec, disruptionBudgetSpec, jobSpec } from "./objects/workload.ts";
import { Project } from "./project.ts";
import { type ContainerOptions, ContainerSpec } from "./spec.ts";
import type { Volume } from "./volume.ts";

type Mount = NonNullable<ContainerOptions["volumes"]>[number];

/** The same words as a container of a spec; a mount may give the volume itself instead of its name. */
export interface ContainerProps extends Omit<ContainerSpec, "name" | "options"> {
  /** @default - the id */
  readonly name?: string;
  readonly options?: ContainerOptionsProps;
}

export interface ContainerOptionsProps extends Omit<ContainerOptions, "volumes"> {
  readonly volumes?: readonly MountProps[];
}

export interface MountProps extends Omit<Mount, "volume"> {
  readonly volume?: string | Volume | undefined;
}

/**
 * One image that the project runs, with its options. What is wrong with its props is told when the project is compiled,
 * together with everything else; until then it has no objects.
 */
export class Container extends Construct {
  readonly name: string;
  /** As it was written, with volumes by their names. */
  readonly spec: ContainerSpec;
  /** Undefined while its props are wrong. */
  readonly parts: ContainerParts | undefined;
  /** Its public addresses, in the order of the spec. */
  readonly addresses: readonly Address[];
  /** Objects made by the container itself; those of its addresses are theirs. */
  readonly objects: readonly ApiObject[];

  constructor(scope: Construct, id: string, props: ContainerProps) {
    super(scope, id);
    const project = Project.of(this);
    this.name = props.name ?? id;
    this.spec = specOf(this.name, props);
    project.add({ container: this });
    const sound = ContainerSpec.safeParse(this.spec).success;
    this.parts = sound ? containerParts(this.spec, project.name, project.zone) : undefined;
    this.objects = this.parts ? this.#ownObjects(this.parts, project) : [];
    this.addresses = this.parts ? addressesOf(this, this.parts) : [];
  }

  /** Host name within the project. */
  get host(): string {
    return dnsName(this.name);
  }

  /** The exposed port (the first of several), else the first of `options.ports`. Throws a DiagnosticsError when none is known. */
  get port(): number {
    const port = this.parts?.exposures[0]?.port ?? this.parts?.ports[0]?.number;
    if (port === undefined) this.#fail("unknown-port", "no port of it is known", 'give options "ports": [5432]');
    return port;
  }

  /** Public address (the first of several), e.g. `https://web-shop.example.com`. Throws a DiagnosticsError when it is not exposed. */
  get url(): string {
    const url = this.addresses[0]?.exposure.url;
    if (url === undefined) this.#fail("not-exposed", "it has no public address", 'give options "expose": true');
    return url;
  }

  #ownObjects(parts: ContainerParts, project: Project): ApiObject[] {
    const { name, labels, variables } = parts;
    const managed = parts.spec.options?.deployment !== "self-managed";
    const workload = managed ? this.#deployment(parts, project) : this.#job(parts);
    this.node.defaultChild = workload;
    return [
      ...(variables.secretReferences.length > 0 ? [this.#secret(parts)] : []),
      workload,
      ...(managed && parts.replicas > 1 ? [this.#disruptionBudget(parts)] : []),
      new k8s.KubeService(this, "Service", { metadata: { name, labels }, spec: serviceSpec(parts) }),
    ];
  }

  #deployment(parts: ContainerParts, project: Project): ApiObject {
    return new k8s.KubeDeployment(this, "Deployment", {
      metadata: { name: parts.name, labels: parts.workloadLabels },
      spec: deploymentSpec(parts, () => mountsVolumeForOne(parts.spec, project)),
    });
  }

  #job(parts: ContainerParts): ApiObject {
    return new k8s.KubeJob(this, "Job", {
      metadata: { name: parts.name, labels: parts.workloadLabels },
      spec: jobSpec(parts),
    });
  }

  #secret({ name, labels, variables }: ContainerParts): ApiObject {
    return new k8s.KubeSecret(this, "Environment", {
      metadata: { name: derivedName(name, "env"), labels },
      stringData: { ...variables.secret },
    });
  }

  #disruptionBudget(parts: ContainerParts): ApiObject {
    return new k8s.KubePodDisruptionBudget(this, "DisruptionBudget", {
      metadata: { name: parts.name, labels: parts.labels },
      spec: disruptionBudgetSpec(parts),
    });
  }

  #fail(code: string, message: string, fix: string): never {
    throw new DiagnosticsError([{ severity: "error", code, message: `[${this.node.path}] ${message}`, fix }]);
  }
}

function specOf(name: string, { options, ...props }: ContainerProps): ContainerSpec {
  if (!options) return { ...props, name };
  const { volumes, ...others } = options;
  return { ...props, name, options: { ...others, ...(volumes && { volumes: volumes.map(mountOf) }) } };
}

function mountOf({ volume, ...mount }: MountProps): Mount {
  return { ...mount, ...(volume !== undefined && { volume: typeof volume === "object" ? volume.name : volume }) };
}

/** Looked up when the tree is whole: a volume may be added after the container that mounts it. */
function mountsVolumeForOne({ options }: ContainerSpec, project: Project): boolean {
  const mounted = new Set((options?.volumes ?? []).map(({ volume }) => volume));
  return mounted.size > 0 && project.volumes.some(({ spec }) => mounted.has(spec.name) && spec.access !== "many");
}
