import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { dnsName } from "../dns-name.ts";
import { needsPortVariable } from "../exposure.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import { podParts } from "../pod-part.ts";
import { hasSecret } from "../secret-reference.ts";
import { isOwnVariable } from "../secret-variable.ts";
import type { ContainerSpec, Environment, ProjectSpec } from "../spec.ts";

/** Longest key of a Secret or ConfigMap, which is where variables with secrets and those of groups are kept. */
const LONGEST_NAME = 253;

/** Names that are ours stay free, groups are there, and a port that must be known is no secret. */
export function checkEnvironment(spec: ProjectSpec): Diagnostic[] {
  const groups = spec.environmentGroups ?? {};
  return [
    ...spec.containers.flatMap((container, index) => checkContainer(container, ["containers", index], groups)),
    ...Object.entries(groups).flatMap(([name, group]) => checkNames(group, ["environmentGroups", name])),
    ...sameGroups(Object.keys(groups)),
  ];
}

function checkContainer(
  container: ContainerSpec,
  path: ValuePath,
  groups: NonNullable<ProjectSpec["environmentGroups"]>,
) {
  return [
    ...environmentsOf(container, path).flatMap(({ environment, path }) => checkNames(environment, path)),
    ...ownEnvironments(container, path).flatMap(({ environment, path }) => secretPort(container, environment, path)),
    ...podParts(container).flatMap(({ run, path: inside }) =>
      (run.environmentFrom ?? []).flatMap((name, index) =>
        Object.hasOwn(groups, name)
          ? []
          : [unknownGroup(name, [...path, ...inside, "environmentFrom", index], Object.keys(groups))],
      ),
    ),
  ];
}

interface Placed {
  readonly environment: Environment;
  readonly path: ValuePath;
}

/** Those of the container itself: everywhere, and in single zones. */
function ownEnvironments({ environment = {}, options }: ContainerSpec, path: ValuePath): Placed[] {
  const zones = Object.entries(options?.zones ?? {});
  return [
    { environment, path: [...path, "environment"] },
    ...zones.map(([zone, { environment = {} }]) => ({
      environment,
      path: [...path, "options", "zones", zone, "environment"],
    })),
  ];
}

function environmentsOf(container: ContainerSpec, path: ValuePath): Placed[] {
  const helpers = podParts(container).filter(({ role }) => role !== "container");
  return [
    ...ownEnvironments(container, path),
    ...helpers.map(({ run, path: inside }) => ({
      environment: run.environment ?? {},
      path: [...path, ...inside, "environment"],
    })),
  ];
}

function checkNames(environment: Environment, path: ValuePath): Diagnostic[] {
  return [...reservedNames(environment, path), ...longNames(environment, path)];
}

function reservedNames(environment: Environment, path: ValuePath): Diagnostic[] {
  return Object.keys(environment)
    .filter(isOwnVariable)
    .map((key) => ({
      severity: "error",
      code: "reserved-name",
      message: "names like this carry the secrets of command and args, and facts of the pod",
      path: [...path, key],
      fix: "choose another name",
    }));
}

function longNames(environment: Environment, path: ValuePath): Diagnostic[] {
  return Object.keys(environment)
    .filter((key) => key.length > LONGEST_NAME)
    .map((key) => ({
      severity: "error",
      code: "out-of-range",
      message: "length out of range",
      path: [...path, key],
      got: `${key.length} characters`,
      allowed: `at most ${LONGEST_NAME} characters`,
    }));
}

function secretPort(container: ContainerSpec, environment: Environment, path: ValuePath): Diagnostic[] {
  if (!needsPortVariable(container) || !hasSecret(String(environment.PORT ?? ""))) return [];
  return [
    {
      severity: "error",
      code: "secret-not-allowed-here",
      message: "PORT tells which port is exposed, so it cannot be secret",
      path: [...path, "PORT"],
      fix: 'give the port itself: "expose": { "port": 8080 }',
    },
  ];
}

function unknownGroup(name: string, path: ValuePath, names: readonly string[]): Diagnostic {
  return {
    severity: "error",
    code: "unknown-group",
    message: "no environment group of this project has this name",
    path,
    got: JSON.stringify(name.slice(0, 64)),
    allowed: names.length > 0 ? names.slice(0, 20).join(", ") : undefined,
    fix: didYouMean(nearestName(name, names)) ?? 'add it to "environmentGroups", e.g. "mail": { "MAIL_HOST": "…" }',
  };
}

/** `a_b` and `a-b` would be one object. */
function sameGroups(names: readonly string[]): Diagnostic[] {
  const taken = new Map<string, string>();
  return names.flatMap((name): Diagnostic[] => {
    const first = taken.get(dnsName(name));
    taken.set(dnsName(name), first ?? name);
    if (first === undefined) return [];
    const message = `${JSON.stringify(name)} and ${JSON.stringify(first)} are one name: _ becomes -`;
    return [
      {
        severity: "error",
        code: "duplicate-name",
        message,
        path: ["environmentGroups", name],
        fix: "rename one of them",
      },
    ];
  });
}
