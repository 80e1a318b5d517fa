import { k8s } from "cdk8s-plus-33";
import { escapeDollars } from "../escape-dollars.ts";
import type { HealthCheck, HealthOptions } from "../spec.ts";

type Probes = Pick<k8s.Container, "startupProbe" | "readinessProbe" | "livenessProbe">;

const DEFAULTS = { interval: 10, timeout: 3, failures: 3, start: 120 } as const;

/** While it starts a container is asked more often, so that it counts as ready soon after it is. */
const START_INTERVAL = 2;

/**
 * The checks of one image. Where a question has a check of its own, that one is asked; else the one for everything;
 * `false`: it is not asked. `port` is the one that is checked unless a check names another.
 */
export function probes(health: HealthOptions, port: number | undefined): Probes {
  const { startup, readiness, liveness, start, ...everything } = health;
  const shared = isCheck(everything) ? everything : false;
  const asked = { startup: startup ?? shared, readiness: readiness ?? shared, liveness: liveness ?? shared };
  return {
    ...(asked.startup && {
      startupProbe: startupProbe(asked.startup, start, startup ? startup.failures : undefined, port),
    }),
    ...(asked.readiness && { readinessProbe: steadyProbe(asked.readiness, port) }),
    ...(asked.liveness && { livenessProbe: steadyProbe(asked.liveness, port) }),
  };
}

/**
 * What is asked of an exposed container that says nothing of its health: whether its port accepts connections. Nothing but
 * `health` lets a running one be restarted. One that ends by itself is never stopped for a check nobody asked for.
 */
export function derivedProbes(port: number, runsToItsEnd: boolean): Probes {
  const { startupProbe, readinessProbe } = probes({ tcp: true }, port);
  return { ...(!runsToItsEnd && { startupProbe }), readinessProbe };
}

function isCheck(health: Omit<HealthOptions, "startup" | "readiness" | "liveness" | "start">): boolean {
  return [health.http, health.tcp, health.command, health.grpc].some((check) => check !== undefined);
}

function startupProbe(
  check: HealthCheck,
  start: number = DEFAULTS.start,
  failures: number | undefined,
  port: number | undefined,
): k8s.Probe {
  const period = Math.min(check.interval ?? DEFAULTS.interval, START_INTERVAL);
  return {
    ...action(check, port),
    periodSeconds: period,
    timeoutSeconds: check.timeout ?? DEFAULTS.timeout,
    failureThreshold: failures ?? Math.ceil(start / period),
  };
}

function steadyProbe(check: HealthCheck, port: number | undefined): k8s.Probe {
  return {
    ...action(check, port),
    periodSeconds: check.interval ?? DEFAULTS.interval,
    timeoutSeconds: check.timeout ?? DEFAULTS.timeout,
    failureThreshold: check.failures ?? DEFAULTS.failures,
  };
}

function action(check: HealthCheck, known: number | undefined): k8s.Probe {
  const { command, http, grpc, tls, headers } = check;
  if (command) return { exec: { command: command.map(escapeDollars) } };
  const number = (check.port ?? known) as number;
  if (grpc !== undefined) return { grpc: { port: number, ...(grpc !== true && { service: grpc }) } };
  const port = k8s.IntOrString.fromNumber(number);
  if (http === undefined) return { tcpSocket: { port } };
  const httpHeaders = Object.entries(headers ?? {}).map(([name, value]) => ({ name, value }));
  // Written out although it is the default: server-side apply would leave it behind when the kind of check changes.
  const scheme = tls ? "HTTPS" : "HTTP";
  return { httpGet: { path: http, port, scheme, ...(httpHeaders.length > 0 && { httpHeaders: sorted(httpHeaders) }) } };
}

function sorted(headers: readonly k8s.HttpHeader[]): k8s.HttpHeader[] {
  return headers.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
