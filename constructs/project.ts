import { type ApiObject, App, Chart } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import { Construct } from "constructs";
import type { Container } from "./container.ts";
import { dnsName } from "./dns-name.ts";
import { objectNameOf } from "./object-name.ts";
import { limitRangeSpec, quotaSpec } from "./objects/claim-objects.ts";
import { projectPolicies } from "./objects/network-policies.ts";
import { SERVICE_ACCOUNT } from "./objects/pod.ts";
import type { NetworkSpec, ProjectSpec } from "./spec.ts";
import type { Volume } from "./volume.ts";
import type { ZoneContext } from "./zone-context.ts";

/** Known by a symbol, since a definition may load another copy of this package than the program that runs it. */
const PROJECT = Symbol.for("espalier.Project");

export interface ProjectProps {
  /** @default - none */
  readonly description?: string;
  /** @default - the project's one private network, without a name of its own */
  readonly network?: NetworkSpec;
  /** Names of the zones it runs in. @default - the zone in use */
  readonly zones?: readonly string[];
}

/** Props of a project that stands in a tree of the person's own. */
export interface ScopedProjectProps extends ProjectProps {
  readonly zone: ZoneContext;
}

/**
 * A tenant's unit in one zone: its namespace, its share of the zone, its walls. Containers, volumes and any cdk8s
 * constructs are added inside it.
 *
 * @example
 * const shop = new Project(zone, "shop", { description: "sells things" });
 * const db = new Container(shop, "db", { image: "postgres:18", options: { ports: [5432] } });
 * new Container(shop, "web", { image: "shop/web:1", environment: { DB_HOST: db.host }, options: { expose: true } });
 */
export class Project extends Chart {
  readonly name: string;
  /** The namespace: the name as a DNS label. */
  readonly projectNamespace: string;
  readonly zone: ZoneContext;
  readonly description: string | undefined;
  readonly network: NetworkSpec | undefined;
  readonly zones: readonly string[] | undefined;
  /** Objects made by the project itself. */
  readonly objects: readonly ApiObject[];
  readonly #containers: Container[] = [];
  readonly #volumes: Volume[] = [];

  constructor(zone: ZoneContext, id: string, props?: ProjectProps);
  constructor(scope: Construct, id: string, props: ScopedProjectProps);
  constructor(place: ZoneContext | Construct, id: string, props: ProjectProps | ScopedProjectProps = {}) {
    super(Construct.isConstruct(place) ? place : new App(), id);
    this.name = id;
    this.projectNamespace = dnsName(id);
    this.zone = Construct.isConstruct(place) ? (props as ScopedProjectProps).zone : place;
    if (!this.zone?.claim)
      throw new Error(`[${id}] needs a zone: new Project(zone, "${id}"), or { zone } in its props`);
    this.description = props.description;
    this.network = props.network;
    this.zones = props.zones;
    this.objects = this.#ownObjects();
    Object.defineProperty(this, PROJECT, { value: true });
  }

  static isProject(value: unknown): value is Project {
    return typeof value === "object" && value !== null && PROJECT in value;
  }

  /** The project in which a construct stands. Throws when it stands in none. */
  static override of(construct: Construct): Project {
    const project = construct.node.scopes.findLast(Project.isProject);
    if (!project) throw new Error(`[${construct.node.path}] stands in no project: give it one as its scope`);
    return project;
  }

  get containers(): readonly Container[] {
    return this.#containers;
  }

  get volumes(): readonly Volume[] {
    return this.#volumes;
  }

  /** Called by the constructors of containers and volumes. */
  add(part: { readonly container: Container } | { readonly volume: Volume }): void {
    if ("container" in part) this.#containers.push(part.container);
    else this.#volumes.push(part.volume);
  }

  /** The spec that says the same as these constructs, but for objects of the person's own. */
  toSpec(): ProjectSpec {
    return {
      project: { name: this.name, ...(this.description !== undefined && { description: this.description }) },
      containers: this.#containers.map(({ spec }) => spec),
      ...(this.#volumes.length > 0 && { volumes: this.#volumes.map(({ spec }) => spec) }),
      ...(this.network && { network: this.network }),
      ...(this.zones && { zones: [...this.zones] }),
    };
  }

  /** Names for objects that have none: what a person would choose, without a hash. */
  override generateObjectName(object: ApiObject): string {
    return objectNameOf(object, this);
  }

  /** Ids in capitals: names of containers never start with one. */
  #ownObjects(): ApiObject[] {
    const { claim } = this.zone;
    const policies = new Construct(this, "NetworkPolicies");
    return [
      new k8s.KubeNamespace(this, "Namespace", {
        metadata: { name: this.projectNamespace, labels: { "pod-security.kubernetes.io/enforce": "baseline" } },
      }),
      new k8s.KubeResourceQuota(this, "Quota", { metadata: { name: "claim" }, spec: quotaSpec(claim) }),
      new k8s.KubeLimitRange(this, "Limits", { metadata: { name: "claim" }, spec: limitRangeSpec(claim) }),
      ...Object.entries(projectPolicies(this.zone)).map(
        ([name, spec]) => new k8s.KubeNetworkPolicy(policies, name, { metadata: { name }, spec }),
      ),
      new k8s.KubeServiceAccount(this, "ServiceAccount", {
        metadata: { name: SERVICE_ACCOUNT },
        automountServiceAccountToken: false,
      }),
    ];
  }
}
