import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { dnsName } from "../dns-name.ts";
import type { ContainerOptions, ContainerSpec, ProjectSpec } from "../spec.ts";
import { hasHostName, isSelfManaged, workloadOf } from "../workload-kind.ts";
import { checkCron, checkTimeZone } from "./check-cron.ts";
import { checkServerless } from "./check-serverless.ts";
import { showValue } from "./show-value.ts";
import {
  ENDS_BY_ITSELF,
  LEAVE_OUT,
  LONGEST_NAMES,
  NOT_SELF_MANAGED,
  NOT_WITH,
  type OptionKey,
  RESTARTS,
  type Reasons,
  WORKLOAD_KEYS,
} from "./workload-rules.ts";

/** Which keys go with which kind of workload, and what each kind needs. */
export function checkWorkload({ containers }: ProjectSpec): Diagnostic[] {
  return containers.flatMap((container, index) => {
    const path: ValuePath = ["containers", index];
    const options = [...path, "options"];
    return [
      ...workloadKeys(container, [...options, "workload"]),
      ...optionKeys(container, options),
      ...sidecarPorts(container, [...options, "sidecars"]),
      ...selfManaged(container, options),
      ...restarts(container, [...options, "restart"]),
      ...longName(container, [...path, "name"]),
      ...schedule(container, [...options, "workload"]),
      ...(workloadOf(container).kind === "serverless" ? checkServerless(container, path) : []),
    ];
  });
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

/** Sidecars are called by the host name of their container. */
function sidecarPorts(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const { kind } = workloadOf(container);
  if (hasHostName(container)) return [];
  return (container.options?.sidecars ?? []).flatMap(({ ports }, index): Diagnostic[] => {
    if (saysNothing(ports)) return [];
    const message = `ports of a sidecar do not go with a container of the kind ${kind}: nobody calls it`;
    const place = [...path, index, "ports"];
    return [
      { severity: "error", code: "not-with-workload", message, path: place, got: showValue(ports), fix: LEAVE_OUT },
    ];
  });
}

function selfManaged(container: ContainerSpec, options: ValuePath): Diagnostic[] {
  if (!isSelfManaged(container)) return [];
  const { kind } = workloadOf(container);
  if (kind === "long-running" || kind === "worker") {
    return refused(container, NOT_SELF_MANAGED, "a self-managed container", options);
  }
  const fix = ENDS_BY_ITSELF.includes(kind) ? 'leave it out, and write "workload": { "retries": 0 }' : LEAVE_OUT;
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

function refused({ options = {} }: ContainerSpec, reasons: Reasons, what: string, path: ValuePath): Diagnostic[] {
  const zones = Object.entries(options.zones ?? {});
  const places: (readonly [ContainerOptions, ValuePath])[] = [
    [options, path],
    ...zones.map(([zone, here]) => [here, [...path, "zones", zone]] as const),
  ];
  return places.flatMap(([given, place]) =>
    Object.entries(reasons).flatMap(([key, [because, fix]]): Diagnostic[] => {
      const value = given[key as OptionKey];
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
    isSelfManaged(container) || ENDS_BY_ITSELF.includes(kind)
      ? LEAVE_OUT
      : `leave it out, or give ${ends} if it is meant to end`;
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
