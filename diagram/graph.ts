import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { ReferenceKind, TreeNodeKind } from "../constructs/tree.ts";

/**
 * What is drawn, as plain JSON. Everything a person reads in it is ready to show: bounded, without control characters,
 * without secrets.
 *
 * | word  | meaning |
 * | ----- | ------- |
 * | node  | a card: a container, a volume, an environment group, a public address, a peer or an object of one's own; its id is its construct path |
 * | edge  | an arrow from one node to another: every reference of one kind between the two |
 * | group | a frame around nodes: what is outside (the internet, peers), the zone, in it the project with its private network, inside it optionally one a tag |
 */
export interface Graph {
  readonly project: string;
  readonly zone: string;
  readonly description?: string;
  /** One line: `3 containers · 1 volume · 1 public address`. */
  readonly summary: string;
  /** Groups before the groups inside them. */
  readonly groups: readonly GraphGroup[];
  /** In the order of the definition. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** `collapsed` stands for a whole group, see `collapseGroups`. */
export type NodeKind = Exclude<TreeNodeKind, "project"> | "collapsed";

export type IconName =
  | "container"
  | "database"
  | "job"
  | "cron"
  | "daemon"
  | "serverless"
  | "volume"
  | "address"
  | "group"
  | "peer"
  | "project"
  | "object"
  | "tag";

export interface GraphNode {
  /** Construct path; of a collapsed group `<id of the group>#collapsed`. */
  readonly id: string;
  readonly kind: NodeKind;
  /** The kind in words, since colour and icon alone tell too little: `container`, `public address`, `ConfigMap`. */
  readonly kindName: string;
  readonly icon: IconName;
  readonly title: string;
  /** Facts, in order. A card shows the first few that are not usual. */
  readonly lines: readonly GraphLine[];
  readonly tags: readonly string[];
  /** Id of the innermost group it stands in. */
  readonly group: string;
  /** The group that a collapsed card stands for. */
  readonly collapses?: { readonly id: string; readonly kind: "outside" | "tag" };
  /** It was there before and is there no more, see `withGhosts`. */
  readonly ghost?: true;
}

/** A fact of a node. */
export interface GraphLine {
  readonly name: string;
  readonly value: string;
  /** The value is, or holds, a secret: its name stands in `value`, and a lock is drawn before it. */
  readonly secret: boolean;
  /** Most nodes of the kind have this value, so it is not shown on the card. */
  readonly usual: boolean;
}

export interface GraphEdge {
  /** `<kind>:<from>><to>`. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: ReferenceKind;
  /** Short text to show on the edge; may be empty. */
  readonly label: string;
  /** Everything that makes the edge: `["DB_HOST", "DB_URL"]`. */
  readonly labels: readonly string[];
  /** It was there before and is there no more. */
  readonly ghost?: true;
}

export interface GraphGroup {
  readonly id: string;
  readonly kind: "outside" | "zone" | "project" | "tag";
  readonly title: string;
  /** Said more quietly behind the title: `private network, namespace shop`. */
  readonly note?: string;
  /** Id of the group around it. */
  readonly parent?: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in px; `x` and `y` are its upper left corner. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/**
 * A graph with places, in px, absolute, on a grid of 0.5. It begins at 0/0, or, where what was added found room only to
 * the left of a previous layout, at a negative `x`.
 */
export interface LaidOutGraph extends Graph {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly groups: readonly LaidOutGroup[];
  readonly nodes: readonly LaidOutNode[];
  readonly edges: readonly LaidOutEdge[];
  /** What a person should know of this layout, e.g. that it was made in a simpler way for lack of time. */
  readonly warnings: readonly Diagnostic[];
}

export type LaidOutGroup = GraphGroup & Box;
export type LaidOutNode = GraphNode &
  Box & {
    /** Id of the tag's group it belongs to, when its frame could not reach it without covering others. */
    readonly standsOut?: string;
  };

export interface LaidOutEdge extends GraphEdge {
  /** From the border of `from` to the border of `to`; at least two. */
  readonly points: readonly Point[];
  /** Where the label stands; absent when there is none, or no room for it. */
  readonly labelBox?: Box;
}
