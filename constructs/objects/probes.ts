import { k8s } from "cdk8s-plus-33";
import { escapeDollars } from "../escape-dollars.ts";
import type { Exposure } from "../exposure.ts";
import type { ContainerSpec, HealthOptions } from "../spec.ts";

type Probes = Pick<k8s.Container, "startupProbe" | "readinessProbe" | "livenessProbe">;

const DEFAULTS = { interval: 10, timeout: 3, failures: 3, start: 120 } as const;

/** While it starts a container is asked more often, so that it counts as ready soon after it is. */
const START_INTERVAL = 2;

/**
 * By default an exposed container is ready when its port accepts connections, and is given time to start; nothing but
 * `health` lets a running one be restarted. A self-managed one is never stopped for a check nobody asked for.
 */
export function probes({ options }: ContainerSpec, exposure: Exposure | undefined): Probes {
  const health = options?.health;
  if (health === false || (!health && !exposure)) return {};
  const checked = health ?? { tcp: true };
  const startupProbe = startup(checked, exposure?.port);
  const readinessProbe = steady(checked, exposure?.port);
  if (health) return { startupProbe, readinessProbe, livenessProbe: steady(health, exposure?.port) };
  return options?.deployment === "self-managed" ? { readinessProbe } : { startupProbe, readinessProbe };
}

function startup(health: HealthOptions, port: number | undefined): k8s.Probe {
  const period = Math.min(health.interval ?? DEFAULTS.interval, START_INTERVAL);
  return {
    ...action(health, port),
    periodSeconds: period,
    timeoutSeconds: health.timeout ?? DEFAULTS.timeout,
    failureThreshold: Math.ceil((health.start ?? DEFAULTS.start) / period),
  };
}

function steady(health: HealthOptions, port: number | undefined): k8s.Probe {
  return {
    ...action(health, port),
    periodSeconds: health.interval ?? DEFAULTS.interval,
    timeoutSeconds: health.timeout ?? DEFAULTS.timeout,
    failureThreshold: health.failures ?? DEFAULTS.failures,
  };
}

function action(health: HealthOptions, exposed: number | undefined): k8s.Probe {
  if (health.command) return { exec: { command: health.command.map(escapeDollars) } };
  const port = k8s.IntOrString.fromNumber((health.port ?? exposed) as number);
  // Written out although it is the default: server-side apply would leave it behind when the kind of check changes.
  return health.http ? { httpGet: { path: health.http, port, scheme: "HTTP" } } : { tcpSocket: { port } };
}
