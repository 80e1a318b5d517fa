import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { dnsName } from "../dns-name.ts";
import type { ContainerOptions, ContainerSpec, ProjectSpec } from "../spec.ts";
import { isSelfManaged, type WorkloadKind, type WorkloadOptions, workloadOf } from "../workload-kind.ts";
import { checkCron, checkTimeZone } from "./check-cron.ts";
import { checkServerless } from "./check-serverless.ts";
import { showValue } from "./show-value.ts";

type Key = keyof ContainerOptions;

const RUN: readonly WorkloadKind[] = ["job", "cron"];

/** Keys of `workload` and the kinds that know them. */
const WORKLOAD_KEYS: Readonly<Record<Exclude<keyof WorkloadOptions, "kind">, readonly WorkloadKind[]>> = {
  completions: RUN,
  parallelism: RUN,
  indexed: RUN,
  retries: RUN,
  deadline: RUN,
  suspended: RUN,
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

const LEAVE_OUT = "leave it out";

/** Keys that do not go with a kind: why, and what to do. */
const NOT_WITH: Readonly<Record<WorkloadKind, Partial<Record<Key, Reason>>>> = {
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
const NOT_SELF_MANAGED: Partial<Record<Key, Reason>> = {
  scale: ["if it stops, it stops", LEAVE_OUT],
  rollout: ["if it stops, it stops", LEAVE_OUT],
  disruption: ["if it stops, it stops", LEAVE_OUT],
};

/** Values of `restart` by kind; the first is what holds when nothing is said. */
const RESTARTS: Readonly<Record<WorkloadKind, readonly string[]>> = {
  "long-running": ["always"],
  worker: ["always"],
  stateful: ["always"],
  daemon: ["always"],
  job: ["never", "on-failure"],
  cron: ["never", "on-failure"],
  serverless: ["always"],
};

/** The names of what Kubernetes makes of these are longer than their own, and end in labels of 63 characters. */
const LONGEST_NAMES: Partial<Record<WorkloadKind, number>> = { cron: 52, stateful: 52 };

/** Which keys go with which kind of workload, and what each kind needs. */
export function checkWorkload({ containers }: ProjectSpec): Diagnostic[] {
  return containers.flatMap((container, index) => {
    const path: ValuePath = ["containers", index];
    const options = [...path, "options"];
    return [
      ...workloadKeys(container, [...options, "workload"]),
      ...optionKeys(container, options),
      ...selfManaged(container, options),
      ...restarts(container, [...options, "restart"]),
      ...longName(container, [...path, "name"]),
      ...schedule(container, [...options, "workload"]),
      ...(workloadOf(container).kind === "serverless" ? checkServerless(container, path) : []),
    ];
  });
}

function runsOnce(): Partial<Record<Key, Reason>> {
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

function workloadKeys(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const { kind, ...keys } = workloadOf(container);
  return Object.entries(keys).flatMap(([key, value]) => {
    const kinds = WORKLOAD_KEYS[key as keyof typeof WORKLOAD_KEYS];
    if (value === undefined || kinds.includes(kind)) return [];
    const fix = kinds.length === 1 ? `write "kind": "${kinds[0]}", or leave it out` : LEAVE_OUT;
    return [notWith(key, kinds.join(", "), kind, [...path, key], value, fix)];
  });
}

function optionKeys(container: ContainerSpec, options: ValuePath): Diagnostic[] {
  const { kind } = workloadOf(container);
  return refused(container, NOT_WITH[kind], `a container of the kind ${kind}`, options);
}

function selfManaged(container: ContainerSpec, options: ValuePath): Diagnostic[] {
  if (!isSelfManaged(container)) return [];
  const { kind } = workloadOf(container);
  if (kind === "long-running" || kind === "worker") {
    return refused(container, NOT_SELF_MANAGED, "a self-managed container", options);
  }
  const fix = RUN.includes(kind) ? 'leave it out, and write "workload": { "retries": 0 }' : LEAVE_OUT;
  return [
    {
      severity: "error",
      code: "not-with-workload",
      message: `self-managed does not go with the kind ${kind}`,
      path: [...options, "deployment"],
      got: '"self-managed"',
      allowed: "managed",
      fix,
    },
  ];
}

function refused(
  { options = {} }: ContainerSpec,
  reasons: Partial<Record<Key, Reason>>,
  what: string,
  path: ValuePath,
): Diagnostic[] {
  const zones = Object.entries(options.zones ?? {});
  const places: (readonly [ContainerOptions, ValuePath])[] = [
    [options, path],
    ...zones.map(([zone, here]) => [here, [...path, "zones", zone]] as const),
  ];
  return places.flatMap(([given, place]) =>
    Object.entries(reasons).flatMap(([key, [because, fix]]): Diagnostic[] => {
      const value = given[key as Key];
      if (saysNothing(value)) return [];
      const message = `${key} does not go with ${what}: ${because}`;
      return [
        { severity: "error", code: "not-with-workload", message, path: [...place, key], got: showValue(value), fix },
      ];
    }),
  );
}

function saysNothing(value: unknown): boolean {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}

function notWith(key: string, kinds: string, kind: string, path: ValuePath, value: unknown, fix: string): Diagnostic {
  return {
    severity: "error",
    code: "not-with-workload",
    message: `${key} goes with ${kinds}, not with ${kind}`,
    path,
    got: showValue(value),
    fix,
  };
}

function restarts(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const restart = container.options?.restart;
  const { kind } = workloadOf(container);
  const allowed = isSelfManaged(container) ? ["never"] : RESTARTS[kind];
  if (restart === undefined || allowed.includes(restart)) return [];
  const ends = restart === "never" ? '"deployment": "self-managed"' : '"workload": "job"';
  const fix =
    isSelfManaged(container) || RUN.includes(kind) ? LEAVE_OUT : `leave it out, or give ${ends} if it is meant to end`;
  return [
    {
      severity: "error",
      code: "not-with-workload",
      message: `${isSelfManaged(container) ? "what is self-managed" : `a container of the kind ${kind}`} is not restarted that way`,
      path,
      got: JSON.stringify(restart),
      allowed: allowed.join(", "),
      fix,
    },
  ];
}

function longName(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const { kind } = workloadOf(container);
  const most = LONGEST_NAMES[kind];
  const { length } = dnsName(container.name);
  if (most === undefined || length <= most) return [];
  return [
    {
      severity: "error",
      code: "out-of-range",
      message: `the name of a container of the kind ${kind} is part of longer ones`,
      path,
      got: `${length} characters`,
      allowed: `at most ${most} characters`,
      fix: "choose a shorter name",
    },
  ];
}

function schedule(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const { kind, schedule: when, timeZone } = workloadOf(container);
  if (kind !== "cron") return [];
  if (when !== undefined) {
    return [...checkCron(when, [...path, "schedule"]), ...checkTimeZone(timeZone, [...path, "timeZone"])];
  }
  return [
    {
      severity: "error",
      code: "missing-key",
      message: "cron needs a schedule",
      path,
      fix: 'write "workload": { "kind": "cron", "schedule": "0 3 * * *" }',
    },
  ];
}
