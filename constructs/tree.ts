import type { Diagnostic } from "./diagnostic.ts";
import type { Manifest, ObjectId } from "./manifest.ts";

/**
 * The construct tree of one project for one zone as a plain value: what is planned, deployed, drawn and documented
 * (DESIGN.md, invariant 1). It crosses process borders as JSON, since TypeScript definitions are evaluated in a child.
 */
export interface Tree {
  readonly project: string;
  /** The project's namespace: its name as a DNS label. */
  readonly namespace: string;
  readonly zone: string;
  readonly description?: string;
  /** In the order they are applied: namespace, quota, CRDs, then the rest. Secrets stand as open references. */
  readonly manifests: readonly Manifest[];
  /** Parents before children, in the order of the definition. */
  readonly nodes: readonly TreeNode[];
  readonly references: readonly Reference[];
  /** What was chosen where the definition is silent, e.g. the port of `expose: true`. */
  readonly notes: readonly Diagnostic[];
}

export type TreeNodeKind = "project" | "container" | "volume" | "address" | "group" | "peer" | "object";

/**
 * A construct a person would name: the project, a container, a volume, a public address, an environment group, a peer
 * (another project, addresses or a host that the network lets through), or an object of their own.
 */
export interface TreeNode {
  /** Construct path, e.g. `shop/web`; unique within the tree. */
  readonly path: string;
  readonly kind: TreeNodeKind;
  readonly name: string;
  /** Path of the construct it stands in; absent for the project. */
  readonly parent?: string;
  readonly tags: readonly string[];
  /** Facts to show, in order: `{ image: "nginx:1", replicas: "2" }`; never a secret. */
  readonly facts: Readonly<Record<string, string>>;
  /** Objects made by this construct itself (not by its children). */
  readonly objects: readonly ObjectId[];
}

/**
 * `expose`: address → container · `request`: container → container, it calls it by host name or address ·
 * `mount`: container → volume · `wait`: container → container, it starts after it · `allow`: container or project ↔ peer,
 * from the one that calls to the one that is called · `reference`: any other mention of one construct by another, also
 * container → environment group.
 */
export type ReferenceKind = "expose" | "request" | "mount" | "wait" | "allow" | "reference";

export interface Reference {
  readonly from: string;
  readonly to: string;
  readonly kind: ReferenceKind;
  /** What makes the reference: environment keys, a port, a mount path. */
  readonly label: string;
}
