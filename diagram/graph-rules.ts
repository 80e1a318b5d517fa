import type { ReferenceKind, TreeNode } from "../constructs/tree.ts";
import type { IconName, NodeKind } from "./graph.ts";

/** How a kind of construct becomes a node. */
export interface NodeRule {
  /** `["volume", "volumes"]`, for the summary. */
  readonly words: readonly [one: string, many: string];
  /** The group it stands in, unless grouping by tag finds it another. */
  readonly group: "internet" | "project";
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
    kindName: (node) => (runsDatabase(node) ? "database container" : "container"),
    icon: (node) => (runsDatabase(node) ? "database" : "container"),
    tells: () => false,
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
  address: {
    words: ["public address", "public addresses"],
    group: "internet",
    kindName: ({ facts }) => `public ${facts.protocol === "http" ? "https" : (facts.protocol ?? "")} address`,
    icon: () => "address",
    tells: ({ name }, fact, value) => ["protocol", "port"].includes(fact) || value === `https://${name}`,
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
};

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
  mount: { meaning: "mounts", verb: "mounts", from: ["container", "object"], to: ["volume", "object"] },
  reference: {
    meaning: "mentions",
    verb: "mentions",
    from: ["container", "volume", "object"],
    to: ["container", "volume", "object", "address"],
  },
};

/** Last part of an image's repository, of the databases most people run. */
const DATABASE = /(postgres|postgis|mysql|mariadb|mongo|redis|valkey|cockroach|cassandra|clickhouse|influxdb|database)/;

function runsDatabase(node: TreeNode): boolean {
  const repository = (node.facts.image ?? "").slice(0, 512).split("@")[0]?.split("/").at(-1)?.split(":")[0] ?? "";
  return DATABASE.test(repository);
}
