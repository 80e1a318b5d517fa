import { type ApiObject, App, Chart } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import { Construct } from "constructs";
import { allowancesOf, reachesInternet } from "./allowances.ts";
import type { Container } from "./container.ts";
import { dnsName } from "./dns-name.ts";
import type { EnvironmentGroup } from "./environment-group.ts";
import { ProjectValues } from "./expressions/project-values.ts";
import { type Groups, targetOf } from "./expressions/target.ts";
import { type AllowedPeer, hostsOfProject, Network } from "./network.ts";
import { objectNameOf } from "./object-name.ts";
import { limitRangeSpec, quotaSpec } from "./objects/claim-objects.ts";
import { internetPolicy, projectPolicies } from "./objects/network-policies.ts";
import { SERVICE_ACCOUNT } from "./objects/pod.ts";
import { PULL_SECRET, registryObjects } from "./objects/pull-secret.ts";
import { NetworkSpec, type ProjectSpec, type RegistrySpec } from "./spec.ts";
import type { Volume } from "./volume.ts";
import type { ZoneContext } from "./zone-context.ts";

/** Known by a symbol, since a definition may load another copy of this package than the program that runs it. */
const PROJECT = Symbol.for("espalier.Project");

/** Each object that says something of a text fills it in again: pods, Secrets, hashes, references. */
const FILLED_TIMES = 16;

export interface ProjectProps {
  /** @default - none */
  readonly description?: string;
  /** @default - the project's one private network, without a name of its own */
  readonly network?: NetworkSpec;
  /** Names of the zones it runs in. @default - the zone in use */
  readonly zones?: readonly string[];
  /** Private registries its images come from; passwords are secrets. @default - none */
  readonly registries?: readonly RegistrySpec[];
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
  /** The same, unless it is written wrongly: that is told when the project is compiled. */
  readonly soundNetwork: NetworkSpec | undefined;
  readonly zones: readonly string[] | undefined;
  readonly registries: readonly RegistrySpec[] | undefined;
  /** Whom the network lets through for all containers. */
  readonly allowed: readonly AllowedPeer[];
  /** Objects made by the project itself. */
  readonly objects: readonly ApiObject[];
  readonly #containers: Container[] = [];
  readonly #volumes: Volume[] = [];
  readonly #groups: EnvironmentGroup[] = [];
  #values: ProjectValues | undefined;

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
    this.soundNetwork = NetworkSpec.safeParse(props.network).data;
    this.zones = props.zones;
    this.registries = props.registries;
    const policies = new Construct(this, "NetworkPolicies");
    const network = this.#ownNetwork(policies);
    this.allowed = network.allowed;
    this.objects = [...this.#ownObjects(policies), ...network.objects];
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

  get environmentGroups(): readonly EnvironmentGroup[] {
    return this.#groups;
  }

  /** Called by the constructors of containers, volumes and environment groups. */
  add(
    part: { readonly container: Container } | { readonly volume: Volume } | { readonly group: EnvironmentGroup },
  ): void {
    if ("container" in part) this.#containers.push(part.container);
    else if ("group" in part) this.#groups.push(part.group);
    else this.#volumes.push(part.volume);
    this.#values = undefined;
  }

  /** Says anew, and in which order, what its containers, volumes and environment groups are. Called by `override`. */
  keep(parts: {
    readonly containers: readonly Container[];
    readonly volumes: readonly Volume[];
    readonly groups: readonly EnvironmentGroup[];
  }): void {
    this.#containers.splice(0, this.#containers.length, ...parts.containers);
    this.#volumes.splice(0, this.#volumes.length, ...parts.volumes);
    this.#groups.splice(0, this.#groups.length, ...parts.groups);
    this.#values = undefined;
  }

  /** What expressions (`${{db.url}}`) stand for, as far as the project has been built. */
  get values(): ProjectValues {
    this.#values ??= this.#ownValues();
    return this.#values;
  }

  /** The spec that says the same as these constructs, but for objects of the person's own. */
  toSpec(): ProjectSpec {
    return {
      project: { name: this.name, ...(this.description !== undefined && { description: this.description }) },
      containers: this.#containers.map(({ spec }) => spec),
      ...(this.#volumes.length > 0 && { volumes: this.#volumes.map(({ spec }) => spec) }),
      ...(this.#groups.length > 0 && { environmentGroups: this.#groupSpecs() }),
      ...(this.registries && { registries: [...this.registries] }),
      ...(this.network && { network: this.network }),
      ...(this.zones && { zones: [...this.zones] }),
    };
  }

  #groupSpecs(): Groups {
    return Object.fromEntries(this.#groups.map(({ name, spec }) => [name, spec]));
  }

  #ownValues(): ProjectValues {
    const groups = this.#groupSpecs();
    const sound = this.#containers.flatMap(({ parts }) => (parts ? [parts.spec] : []));
    return new ProjectValues(
      sound.map((spec) => targetOf(spec, groups, this.name, this.zone)),
      groups,
      FILLED_TIMES,
    );
  }

  /** Names for objects that have none: what a person would choose, without a hash. */
  override generateObjectName(object: ApiObject): string {
    return objectNameOf(object, this);
  }

  /** Ids in capitals: names of containers never start with one. */
  #ownObjects(policies: Construct): ApiObject[] {
    const { claim } = this.zone;
    const internet = this.soundNetwork?.internet === false ? undefined : internetPolicy(() => this.#withoutInternet());
    return [
      new k8s.KubeNamespace(this, "Namespace", {
        metadata: { name: this.projectNamespace, labels: { "pod-security.kubernetes.io/enforce": "baseline" } },
      }),
      new k8s.KubeResourceQuota(this, "Quota", { metadata: { name: "claim" }, spec: quotaSpec(claim) }),
      new k8s.KubeLimitRange(this, "Limits", { metadata: { name: "claim" }, spec: limitRangeSpec(claim) }),
      ...Object.entries(projectPolicies(this.zone, internet)).map(
        ([name, spec]) => new k8s.KubeNetworkPolicy(policies, name, { metadata: { name }, spec }),
      ),
      ...registryObjects(this, this.registries),
      new k8s.KubeServiceAccount(this, "ServiceAccount", {
        metadata: { name: SERVICE_ACCOUNT },
        automountServiceAccountToken: false,
        ...(this.registries?.length && { imagePullSecrets: [{ name: PULL_SECRET }] }),
      }),
    ];
  }

  #ownNetwork(scope: Construct): Network {
    const network = this.soundNetwork;
    return new Network(scope, "Allowances", {
      project: this,
      zone: this.zone,
      network,
      names: { policy: "allowed", hosts: "allowed-hosts" },
      selector: {},
      hosts: hostsOfProject(network),
      named: () => this.#networks().flatMap(allowancesOf),
    });
  }

  #networks() {
    return [this.soundNetwork, ...this.#containers.map(({ parts }) => parts?.spec.options?.network)];
  }

  #withoutInternet(): string[] {
    const closed = this.#containers.filter(({ parts }) => parts && !reachesInternet(parts.spec, this.soundNetwork));
    return closed.map(({ name }) => name);
  }
}
