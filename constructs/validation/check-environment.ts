import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { needsPortVariable } from "../exposure.ts";
import { hasSecret } from "../secret-reference.ts";
import { isOwnVariable } from "../secret-variable.ts";
import type { ContainerSpec, ProjectSpec } from "../spec.ts";

/** Longest key of a Secret, which is where a variable with a secret is kept. */
const LONGEST_NAME = 253;

/** Names that are ours stay free, and a port that must be known is no secret. */
export function checkEnvironment(spec: ProjectSpec): Diagnostic[] {
  return spec.containers.flatMap((container, index) =>
    environments(container, ["containers", index]).flatMap(({ environment, path }) => [
      ...reservedNames(environment, path),
      ...longNames(environment, path),
      ...secretPort(container, environment, path),
    ]),
  );
}

interface Environment {
  readonly environment: NonNullable<ContainerSpec["environment"]>;
  readonly path: ValuePath;
}

function environments(container: ContainerSpec, path: ValuePath): Environment[] {
  const zones = Object.entries(container.options?.zones ?? {});
  return [
    { environment: container.environment ?? {}, path: [...path, "environment"] },
    ...zones.map(([zone, { environment = {} }]) => ({
      environment,
      path: [...path, "options", "zones", zone, "environment"],
    })),
  ];
}

function reservedNames(environment: Environment["environment"], path: ValuePath): Diagnostic[] {
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

function longNames(environment: Environment["environment"], path: ValuePath): Diagnostic[] {
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

function secretPort(container: ContainerSpec, environment: Environment["environment"], path: ValuePath): Diagnostic[] {
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
