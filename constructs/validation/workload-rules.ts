import type { ContainerOptions } from "../spec.ts";
import type { WorkloadKind, WorkloadOptions } from "../workload-kind.ts";

export type OptionKey = keyof ContainerOptions;

/** Kinds that end by themselves. */
export const ENDS_BY_ITSELF: readonly WorkloadKind[] = ["job", "cron"];

/** Keys of `workload` and the kinds that know them. */
export const WORKLOAD_KEYS: Readonly<Record<Exclude<keyof WorkloadOptions, "kind">, readonly WorkloadKind[]>> = {
  completions: ENDS_BY_ITSELF,
  parallelism: ENDS_BY_ITSELF,
  indexed: ENDS_BY_ITSELF,
  retries: ENDS_BY_ITSELF,
  deadline: ENDS_BY_ITSELF,
  suspended: ENDS_BY_ITSELF,
  keep: ["job"],
  schedule: ["cron"],
  timeZone: ["cron"],
  overlap: ["cron"],
  startDeadline: ["cron"],
  history: ["cron"],
  minimum: ["serverless"],
  maximum: ["serverless"],
  concurrency: ["serverless"],
  timeout: ["serverless"],
};

const ONE_EACH = "one runs on every node";
const RUNS_TO_ITS_END = "it runs to its end";
const BY_REQUESTS = "Knative decides how many run";
const NO_NAME = "nobody calls it";
const NOT_IN_KNATIVE = "Knative does not take it";
const SAY_HOW_OFTEN = 'say how many in "workload": completions, parallelism';
const SAY_HOW_MANY = 'say how many in "workload": minimum, maximum';

type Reason = readonly [because: string, fix: string];

export type Reasons = Partial<Record<OptionKey, Reason>>;

export const LEAVE_OUT = "leave it out";

/** Keys that do not go with a kind: why, and what to do. */
export const NOT_WITH: Readonly<Record<WorkloadKind, Reasons>> = {
  "long-running": {},
  worker: {
    expose: [NO_NAME, 'leave it out, or leave "workload" out'],
    ports: [NO_NAME, 'leave it out, or leave "workload" out'],
    aliases: [NO_NAME, 'leave it out, or leave "workload" out'],
  },
  stateful: {},
  daemon: {
    replicas: [ONE_EACH, LEAVE_OUT],
    scale: [ONE_EACH, LEAVE_OUT],
    disruption: [ONE_EACH, LEAVE_OUT],
    spread: [ONE_EACH, LEAVE_OUT],
  },
  job: runsOnce(),
  cron: runsOnce(),
  serverless: {
    replicas: [BY_REQUESTS, SAY_HOW_MANY],
    scale: [BY_REQUESTS, SAY_HOW_MANY],
    rollout: ["Knative replaces it", LEAVE_OUT],
    disruption: [BY_REQUESTS, LEAVE_OUT],
    spread: [NOT_IN_KNATIVE, LEAVE_OUT],
    init: [NOT_IN_KNATIVE, LEAVE_OUT],
    sidecars: [NOT_IN_KNATIVE, LEAVE_OUT],
    waitFor: [NOT_IN_KNATIVE, LEAVE_OUT],
    lifecycle: [NOT_IN_KNATIVE, LEAVE_OUT],
    readinessGates: [NOT_IN_KNATIVE, LEAVE_OUT],
    interactive: [NOT_IN_KNATIVE, LEAVE_OUT],
    importance: [NOT_IN_KNATIVE, LEAVE_OUT],
    aliases: [NOT_IN_KNATIVE, LEAVE_OUT],
  },
};

/** What a self-managed container is not: replaced, scaled, kept alive. */
export const NOT_SELF_MANAGED: Reasons = {
  scale: ["if it stops, it stops", LEAVE_OUT],
  rollout: ["if it stops, it stops", LEAVE_OUT],
  disruption: ["if it stops, it stops", LEAVE_OUT],
};

/** Values of `restart` by kind; the first is what holds when nothing is said. */
export const RESTARTS: Readonly<Record<WorkloadKind, readonly string[]>> = {
  "long-running": ["always"],
  worker: ["always"],
  stateful: ["always"],
  daemon: ["always"],
  job: ["never", "on-failure"],
  cron: ["never", "on-failure"],
  serverless: ["always"],
};

/** The names of what Kubernetes makes of these are longer than their own, and end in labels of 63 characters. */
export const LONGEST_NAMES: Partial<Record<WorkloadKind, number>> = { cron: 52, stateful: 52 };

function runsOnce(): Reasons {
  return {
    replicas: [RUNS_TO_ITS_END, SAY_HOW_OFTEN],
    scale: [RUNS_TO_ITS_END, SAY_HOW_OFTEN],
    rollout: [RUNS_TO_ITS_END, LEAVE_OUT],
    disruption: [RUNS_TO_ITS_END, LEAVE_OUT],
    expose: [NO_NAME, LEAVE_OUT],
    ports: [NO_NAME, LEAVE_OUT],
    aliases: [NO_NAME, LEAVE_OUT],
    readinessGates: [NO_NAME, LEAVE_OUT],
  };
}
