import type { TreeNode } from "../constructs/tree.ts";
import type { IconName } from "./graph.ts";

interface WorkloadWords {
  /** What a container run in this way is called; a database is called `words.database`. */
  readonly container: string;
  readonly database: string;
  readonly icon?: IconName;
}

/** By the fact `workload` of a container; the usual one has none. */
const WORKLOADS: Readonly<Record<string, WorkloadWords>> = {
  worker: { container: "worker", database: "database" },
  stateful: { container: "stateful container", database: "stateful database" },
  daemon: { container: "daemon, one a node", database: "database, one a node", icon: "daemon" },
  job: { container: "job", database: "database job", icon: "job" },
  cron: { container: "cron job", database: "database cron job", icon: "cron" },
  serverless: { container: "serverless", database: "serverless database", icon: "serverless" },
};

const LONG_RUNNING: WorkloadWords = { container: "container", database: "database container" };

/** `stateful database`, `cron job`: how it runs, and what, in words. */
export function containerName(node: TreeNode): string {
  return wordsOf(node)[runsDatabase(node) ? "database" : "container"];
}

export function containerIcon(node: TreeNode): IconName {
  return wordsOf(node).icon ?? (runsDatabase(node) ? "database" : "container");
}

function wordsOf({ facts }: TreeNode): WorkloadWords {
  const workload = facts.workload ?? "";
  return Object.hasOwn(WORKLOADS, workload) ? (WORKLOADS[workload] as WorkloadWords) : LONG_RUNNING;
}

/** Last part of an image's repository, of the databases most people run. */
const DATABASE = /(postgres|postgis|mysql|mariadb|mongo|redis|valkey|cockroach|cassandra|clickhouse|influxdb|database)/;

function runsDatabase(node: TreeNode): boolean {
  const repository = (node.facts.image ?? "").slice(0, 512).split("@")[0]?.split("/").at(-1)?.split(":")[0] ?? "";
  return DATABASE.test(repository);
}
