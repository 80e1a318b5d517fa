import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { waysIn } from "../exposure.ts";
import { type PodPart, podParts } from "../pod-part.ts";
import { parsePort } from "../ports.ts";
import type { ContainerSpec, HealthCheck, Lifecycle, ProjectSpec } from "../spec.ts";
import { isLabelName } from "./label-name.ts";
import { showValue } from "./show-value.ts";

/** What an http header may be called (apimachinery, IsHTTPHeaderName). */
const HEADER_NAME = /^[-A-Za-z0-9]+$/;

/** Default of Kubernetes for `terminationGracePeriodSeconds`. */
const GRACE = 30;

const PHASES = ["startup", "readiness", "liveness"] as const;

/** Checks and hooks: on ports that are known, within the time there is. */
export function checkHealth({ containers }: ProjectSpec): Diagnostic[] {
  return containers.flatMap((container, index) => {
    const path: ValuePath = ["containers", index];
    return [
      ...podParts(container).flatMap((part) => [
        ...partHealth(part, container, [...path, ...part.path, ...below(part), "health"]),
        ...partHooks(part, container, [...path, ...part.path, ...below(part), "lifecycle"]),
      ]),
      ...readinessGates(container, [...path, "options", "readinessGates"]),
    ];
  });
}

/** The container's own are among its options, those of a helper stand beside its name. */
function below({ role }: PodPart): ValuePath {
  return role === "container" ? ["options"] : [];
}

function partHealth(part: PodPart, container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const { health } = part.options;
  if (!health) return [];
  const { startup, readiness, liveness, start: _, ...everything } = health;
  const phases = { startup, readiness, liveness };
  const checks: (readonly [Partial<HealthCheck>, ValuePath])[] = [
    [everything, path],
    ...PHASES.flatMap((phase) => {
      const check = phases[phase];
      return check ? [[check, [...path, phase]] as const] : [];
    }),
  ];
  return checks.flatMap(([check, place]) => [
    ...(asksPort(check) && check.port === undefined && !knowsPort(part, container) ? [unknownPort(part, place)] : []),
    ...httpOnly(check, place),
  ]);
}

function asksPort({ http, tcp, grpc }: Partial<HealthCheck>): boolean {
  return http !== undefined || tcp !== undefined || grpc !== undefined;
}

/** Whether a port is known at all; which one it is does not matter here. */
function knowsPort(part: PodPart, container: ContainerSpec): boolean {
  const exposed = part.role === "container" && waysIn(container).some(({ options }) => options.protocol !== "udp");
  return exposed || (part.options.ports ?? []).map(parsePort).some(({ transport }) => transport === "TCP");
}

function unknownPort({ role }: PodPart, path: ValuePath): Diagnostic {
  const why = role === "container" ? "the container is not exposed and has no ports" : "it has no ports";
  return {
    severity: "error",
    code: "unknown-health-port",
    message: `which port to check is not known, since ${why}`,
    path,
    fix: 'give it a port, e.g. "port": 8080',
  };
}

function httpOnly({ http, tls, headers = {} }: Partial<HealthCheck>, path: ValuePath): Diagnostic[] {
  const wrong = Object.keys(headers).find((name) => !HEADER_NAME.test(name));
  return [
    ...(http === undefined && tls ? [onlyHttp("tls", [...path, "tls"])] : []),
    ...(http === undefined && Object.keys(headers).length > 0 ? [onlyHttp("headers", [...path, "headers"])] : []),
    ...(wrong === undefined ? [] : [wrongFormat([...path, "headers", wrong], wrong, "letters, digits and -")]),
  ];
}

function onlyHttp(key: string, path: ValuePath): Diagnostic {
  return { severity: "error", code: "http-only", message: `${key} goes with http alone`, path, fix: "leave it out" };
}

function partHooks(part: PodPart, container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const { afterStart, beforeStop } = part.options.lifecycle ?? {};
  const grace = container.options?.lifecycle?.grace ?? GRACE;
  return Object.entries({ afterStart, beforeStop }).flatMap(([hook, action]) =>
    action ? hookProblems(action, grace, part, container, [...path, hook]) : [],
  );
}

function hookProblems(
  { http, port, sleep }: NonNullable<Lifecycle["beforeStop"]>,
  grace: number,
  part: PodPart,
  container: ContainerSpec,
  path: ValuePath,
): Diagnostic[] {
  const unknown = http !== undefined && port === undefined && !knowsPort(part, container);
  if (unknown) return [{ ...unknownPort(part, path), message: "which port to call is not known" }];
  if (sleep === undefined || sleep <= grace) return [];
  return [
    {
      severity: "error",
      code: "out-of-range",
      message: "it would wait longer than it is given to stop",
      path: [...path, "sleep"],
      got: `${sleep} s`,
      allowed: `at most ${grace} s`,
      fix: `give options.lifecycle "grace": ${sleep + GRACE}`,
    },
  ];
}

function readinessGates({ options }: ContainerSpec, path: ValuePath): Diagnostic[] {
  return (options?.readinessGates ?? []).flatMap((gate, index) =>
    isLabelName(gate) ? [] : [wrongFormat([...path, index], gate, "a name such as example.com/warmed-up")],
  );
}

function wrongFormat(path: ValuePath, got: string, allowed: string): Diagnostic {
  return {
    severity: "error",
    code: "wrong-format",
    message: "not written as it must be",
    path,
    got: showValue(got),
    allowed,
  };
}
