import type { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import { Construct } from "constructs";
import { type Address, addressesOf } from "./address.ts";
import { aliasServices } from "./aliases.ts";
import { type ContainerParts, containerParts } from "./container-parts.ts";
import { DiagnosticsError } from "./diagnostic.ts";
import { dnsName } from "./dns-name.ts";
import type { EnvironmentGroup } from "./environment-group.ts";
import type { Filled } from "./expressions/filled.ts";
import type { ProjectValues } from "./expressions/project-values.ts";
import { hostOf } from "./expressions/target.ts";
import { containerNetwork, type Network } from "./network.ts";
import { configObjects } from "./objects/config-objects.ts";
import { serviceSpec } from "./objects/services.ts";
import { scalingObjects, serverlessObjects, workloadObject } from "./objects/workload-objects.ts";
import { Project } from "./project.ts";
import { type ContainerOptions, ContainerSpec, type InitContainerSpec, type SidecarSpec } from "./spec.ts";
import type { Volume } from "./volume.ts";
import { controllerOf, hasHostName } from "./workload-kind.ts";

type Mount = NonNullable<ContainerOptions["volumes"]>[number];

/** The same words as a container of a spec; constructs may stand for the names of volumes and environment groups. */
export interface ContainerProps extends Omit<ContainerSpec, "name" | "options" | "environmentFrom"> {
  /** @default - the id */
  readonly name?: string;
  readonly environmentFrom?: readonly (string | EnvironmentGroup)[] | undefined;
  readonly options?: ContainerOptionsProps;
}

export interface ContainerOptionsProps extends Omit<ContainerOptions, "volumes" | "init" | "sidecars"> {
  readonly volumes?: readonly MountProps[] | undefined;
  readonly init?: readonly HelperProps<InitContainerSpec>[] | undefined;
  readonly sidecars?: readonly HelperProps<SidecarSpec>[] | undefined;
}

/** An init container or a sidecar. */
export type HelperProps<Spec extends InitContainerSpec> = Omit<Spec, "volumes" | "environmentFrom"> & {
  readonly environmentFrom?: readonly (string | EnvironmentGroup)[] | undefined;
  readonly volumes?: readonly MountProps[] | undefined;
};

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
  /** Whom its network lets through; undefined while its props are wrong. */
  readonly network: Network | undefined;
  /** Objects made by the container itself; those of its addresses and its network are theirs. */
  readonly objects: readonly ApiObject[];

  constructor(scope: Construct, id: string, props: ContainerProps) {
    super(scope, id);
    const project = Project.of(this);
    this.name = props.name ?? id;
    this.spec = specOf(this.name, props);
    project.add({ container: this });
    const sound = ContainerSpec.safeParse(this.spec).success;
    this.parts = sound ? containerParts(this.spec, project.name, project.zone, () => project.values) : undefined;
    this.objects = this.parts ? this.#ownObjects(this.parts, project) : [];
    this.addresses = this.parts ? addressesOf(this, this.parts) : [];
    this.network = this.parts && containerNetwork(this, this.parts, project);
  }

  /** Host name within the project. */
  get host(): string {
    return this.parts ? hostOf(this.parts.spec, Project.of(this).name) : dnsName(this.name);
  }

  /**
   * Of a well-known server the port its clients use, else the exposed one (the first of several), else the first of
   * `options.ports`. Throws a DiagnosticsError when none is known.
   */
  get port(): number {
    return Number(this.#ask((values) => values.valueOf(this.name, "port")));
  }

  /**
   * How other containers reach it: `http://web:8080`, or what clients of a well-known server take, with user and password
   * from its environment: `postgresql://me:⟦secret:password|url⟧@db:5432/shop`. Throws a DiagnosticsError when its port is
   * not known.
   */
  get url(): string {
    return this.#ask((values) => values.valueOf(this.name, "url"));
  }

  /** Public address (the first of several), e.g. `https://web-shop.example.com`. Throws a DiagnosticsError when it is not exposed. */
  get publicUrl(): string {
    return this.#ask((values) => values.valueOf(this.name, "publicUrl"));
  }

  /** Host of the public address, e.g. `web-shop.example.com`. Throws a DiagnosticsError when it is not exposed. */
  get publicHost(): string {
    return this.#ask((values) => values.valueOf(this.name, "publicHost"));
  }

  /** A variable of its environment, or of a group it gets; a secret stands as a reference. Throws a DiagnosticsError when it has none. */
  variable(name: string): string {
    return this.#ask((values) => values.variableOf(this.name, name));
  }

  #ownObjects(parts: ContainerParts, project: Project): ApiObject[] {
    const { name, labels, spec } = parts;
    const workload = workloadObject(this, parts, project);
    this.node.defaultChild = workload;
    const named = hasHostName(spec) && controllerOf(spec) !== "Serverless";
    return [
      ...configObjects(this, parts),
      workload,
      ...scalingObjects(this, parts),
      ...serverlessObjects(this, parts),
      ...(named
        ? [
            new k8s.KubeService(this, "Service", { metadata: { name, labels }, spec: serviceSpec(parts) }),
            ...aliasServices(this, parts),
          ]
        : []),
    ];
  }

  #ask(question: (values: ProjectValues) => Filled): string {
    const { pieces, problems } = question(Project.of(this).values);
    // What is text here stays text where it is put in.
    if (problems.length === 0) return pieces.join("").replaceAll("${{", "$${{");
    throw new DiagnosticsError(
      problems.map(({ message, ...problem }) => ({
        severity: "error",
        ...problem,
        message: `[${this.node.path}] ${this.parts ? message : "its props are wrong, so nothing is known of it"}`,
      })),
    );
  }
}

function specOf(name: string, { options, environmentFrom, ...props }: ContainerProps): ContainerSpec {
  const { volumes, init, sidecars, ...others } = options ?? {};
  return {
    ...props,
    name,
    ...(environmentFrom && { environmentFrom: environmentFrom.map(nameOf) }),
    ...(options && {
      options: {
        ...others,
        ...(volumes && { volumes: volumes.map(mountOf) }),
        ...(init && { init: init.map(helperOf<InitContainerSpec>) }),
        ...(sidecars && { sidecars: sidecars.map(helperOf<SidecarSpec>) }),
      },
    }),
  };
}

function helperOf<Spec extends InitContainerSpec>(helper: HelperProps<Spec>): Spec {
  const { environmentFrom, volumes, ...others } = helper;
  return {
    ...others,
    ...(environmentFrom && { environmentFrom: environmentFrom.map(nameOf) }),
    ...(volumes && { volumes: volumes.map(mountOf) }),
  } as unknown as Spec;
}

function mountOf({ volume, ...mount }: MountProps): Mount {
  return { ...mount, ...(volume !== undefined && { volume: nameOf(volume) }) };
}

function nameOf(named: string | { readonly name: string }): string {
  return typeof named === "object" ? named.name : named;
}
