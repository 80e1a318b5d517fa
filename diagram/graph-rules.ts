import type { ReferenceKind, TreeNode } from "../constructs/tree.ts";
import type { GraphNode, IconName, NodeKind } from "./graph.ts";
import { containerIcon, containerName } from "./workload-words.ts";

/** How a kind of construct becomes a node. */
export interface NodeRule {
  /** `["volume", "volumes"]`, for the summary. */
  readonly words: readonly [one: string, many: string];
  /** The group it stands in, unless grouping by tag finds it another. */
  readonly group: "outside" | "project";
  readonly kindName: (node: TreeNode) => string;
  readonly icon: (node: TreeNode) => IconName;
  /** Facts that the rest of the card, or an edge, tells already. */
  readonly tells: (node: TreeNode, fact: string, value: string) => boolean;
  /** Values that most have: a card is for what is particular. */
  readonly usual: Readonly<Record<string, string>>;
}

export const NODE_RULES: Readonly<Record<NodeKind, NodeRule>> = {
  container: {
    words: ["container", "containers"],
    group: "project",
    kindName: containerName,
    icon: containerIcon,
    tells: (_node, fact) => fact === "workload",
    usual: { replicas: "1", deployment: "managed" },
  },
  volume: {
    words: ["volume", "volumes"],
    group: "project",
    kindName: () => "volume",
    icon: () => "volume",
    tells: () => false,
    usual: { access: "one" },
  },
  group: {
    words: ["environment group", "environment groups"],
    group: "project",
    kindName: () => "environment group",
    icon: () => "group",
    tells: () => false,
    usual: {},
  },
  address: {
    words: ["public address", "public addresses"],
    group: "outside",
    kindName: ({ facts }) => `public ${facts.protocol === "http" ? "https" : (facts.protocol ?? "")} address`,
    icon: () => "address",
    tells: ({ name }, fact, value) => ["protocol", "port"].includes(fact) || value === `https://${name}`,
    usual: {},
  },
  peer: {
    words: ["peer outside", "peers outside"],
    group: "outside",
    kindName: ({ facts }) => PEERS.get(facts.kind ?? "") ?? "outside the project",
    icon: ({ facts }) => (facts.kind === "project" ? "project" : "peer"),
    tells: ({ name }, fact, value) => fact === "kind" || value === name,
    usual: {},
  },
  object: {
    words: ["own object", "own objects"],
    group: "project",
    kindName: (node) => node.facts.kind ?? "object",
    icon: () => "object",
    tells: (_node, fact) => fact === "kind",
    usual: {},
  },
  collapsed: {
    words: ["collapsed group", "collapsed groups"],
    group: "project",
    kindName: () => "collapsed group",
    icon: () => "tag",
    tells: () => false,
    usual: {},
  },
};

/** What a peer is, by its fact `kind`. */
const PEERS: ReadonlyMap<string, string> = new Map([
  ["project", "another project"],
  ["addresses", "addresses"],
  ["host", "host on the internet"],
]);

/** Whether a node stands in the frame beside the project's. */
export function isOutside({ kind, collapses }: Pick<GraphNode, "kind" | "collapses">): boolean {
  return NODE_RULES[kind].group === "outside" || collapses?.kind === "outside";
}

/** How a kind of reference becomes an edge. A reference whose ends do not fit its rule is not drawn. */
export interface EdgeRule {
  /** For the legend. */
  readonly meaning: string;
  /** For sentences: `web calls database`. */
  readonly verb: string;
  readonly from: readonly NodeKind[];
  readonly to: readonly NodeKind[];
}

export const EDGE_RULES: Readonly<Record<ReferenceKind, EdgeRule>> = {
  expose: { meaning: "reached from outside", verb: "leads to", from: ["address"], to: ["container", "object"] },
  request: { meaning: "calls", verb: "calls", from: ["container", "object"], to: ["container", "object", "address"] },
  wait: { meaning: "starts after", verb: "starts after", from: ["container"], to: ["container"] },
  mount: { meaning: "mounts", verb: "mounts", from: ["container", "object"], to: ["volume", "object"] },
  allow: { meaning: "may call", verb: "may call", from: ["container", "peer"], to: ["container", "peer"] },
  reference: {
    meaning: "mentions",
    verb: "mentions",
    from: ["container", "volume", "group", "object"],
    to: ["container", "volume", "group", "object", "address"],
  },
};
