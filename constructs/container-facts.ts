import type { Container } from "./container.ts";
import type { ContainerParts } from "./container-parts.ts";
import type { Exposure } from "./exposure.ts";
import { podCount } from "./pod-count.ts";
import { portName } from "./ports.ts";
import { canonicalQuantity } from "./quantity.ts";
import type { SecuritySettings } from "./security-of.ts";
import type { ContainerOptions, ContainerSpec, HealthOptions, Mount, Resources, Scale } from "./spec.ts";
import { controllerOf, isSelfManaged, workloadOf } from "./workload-kind.ts";

/** What there is to show of a construct, in order; undefined = nothing to say. */
export type Facts = Record<string, string | undefined>;

/** What a container is, in few words: what is as usual is left out, but for the image and how many run. */
export function containerFacts({ parts }: Container): Facts {
  if (!parts) return {};
  const { spec, servicePorts, security } = parts;
  const { deployment = "managed", resources, importance, init = [], sidecars = [] } = spec.options ?? {};
  return {
    image: spec.image,
    pinned: spec.image.includes("@") ? "by its digest" : undefined,
    ...workloadFacts(spec),
    ...countFacts(parts),
    deployment,
    restart: spec.options?.restart,
    ports: listed(servicePorts.map(portName)),
    volumes: volumesEach(spec.options?.volumes ?? []),
    init: listed(init.map(({ name }) => name)),
    sidecars: listed(sidecars.map(({ name }) => name)),
    aliases: listed(spec.options?.aliases ?? []),
    ...resourceFacts(resources),
    importance: importance === "normal" ? undefined : importance,
    rollout: rolloutFact(spec.options ?? {}),
    health: healthFact(spec.options?.health),
    grace: spec.options?.lifecycle?.grace === undefined ? undefined : `${spec.options.lifecycle.grace} s`,
    ...mountFacts([spec.options?.volumes ?? [], ...[...init, ...sidecars].map(({ volumes = [] }) => volumes)].flat()),
    security: securityFact(security, spec.options?.security !== undefined),
    internet: spec.options?.network?.internet === false ? "closed" : undefined,
    ...upkeepFacts(spec.options ?? {}),
  };
}

/** What a public address leads to. */
export function addressFacts({ url, protocol, port, publicPort, hosts }: Exposure): Facts {
  return {
    url,
    protocol,
    port: String(port),
    publicPort: protocol === "http" || publicPort === port ? undefined : String(publicPort),
    hosts: hosts.length > 1 ? hosts.join(", ") : undefined,
  };
}

/** The kind by its word; what a person would say of it beside that. */
function workloadFacts(spec: ContainerSpec): Facts {
  const { kind, schedule, timeZone, completions, parallelism, indexed, suspended } = workloadOf(spec);
  const runs = completions === undefined ? undefined : `${completions}${indexed ? ", numbered" : ""}`;
  return {
    workload: kind === "long-running" ? undefined : kind,
    schedule: schedule && (timeZone ? `${schedule} (${timeZone})` : schedule),
    completions: parallelism === undefined ? runs : `${runs ?? 1} × ${parallelism} at once`,
    suspended: suspended ? "yes" : undefined,
  };
}

/** How many run, where that is for a person to say: of a daemon it is the nodes', of a job what it has to do. */
function countFacts({ spec, replicas }: ContainerParts): Facts {
  const scale = spec.options?.scale;
  switch (controllerOf(spec)) {
    case "DaemonSet":
    case "CronJob":
      return {};
    case "Job":
      return isSelfManaged(spec) ? { replicas: String(replicas) } : {};
    case "Serverless": {
      const { least, most } = podCount(spec);
      return { scale: `${least} to ${most} by requests` };
    }
    default:
      return scale ? { scale: scaleFact(scale) } : { replicas: String(replicas) };
  }
}

/** `2 to 10 by cpu, memory` */
function scaleFact({ minimum = 1, maximum, cpu, memory, metrics = [], schedule = [] }: Scale): string {
  const named = [
    ...(cpu === undefined ? [] : ["cpu"]),
    ...(memory === undefined ? [] : ["memory"]),
    ...metrics.map(({ name }) => name),
    ...(schedule.length > 0 ? ["time"] : []),
  ];
  return `${minimum} to ${maximum} by ${(named.length > 0 ? named : ["cpu"]).join(", ")}`;
}

/** A size by its name; amounts as Kubernetes writes them. */
function resourceFacts(resources: Resources | undefined): Facts {
  if (typeof resources === "string") return { size: resources };
  const { size, cpu, memory, storage, requests, limits, gpus } = resources ?? {};
  const range = (key: "cpu" | "memory" | "storage", said: string | number | undefined) => {
    const [least, most] = [requests?.[key] ?? said, limits?.[key] ?? said].map((one) =>
      one === undefined ? undefined : canonicalQuantity(one),
    );
    return least === undefined || most === undefined || least === most ? (least ?? most) : `${least} to ${most}`;
  };
  return {
    size,
    cpu: range("cpu", cpu),
    memory: range("memory", memory),
    storage: range("storage", storage),
    gpus: gpus === undefined ? undefined : String(gpus),
  };
}

/** `recreate`, or how many more and how many missing: `surge 1, unavailable 25%` */
function rolloutFact({ rollout }: ContainerOptions): string | undefined {
  const { strategy, surge, unavailable } = typeof rollout === "object" ? rollout : { strategy: rollout };
  return listed([
    ...(strategy === "recreate" ? [strategy] : []),
    ...(surge === undefined ? [] : [`surge ${surge}`]),
    ...(unavailable === undefined ? [] : [`unavailable ${unavailable}`]),
  ]);
}

/** What is said of its starts and ends, and of where it runs. */
function upkeepFacts({ lifecycle, disruption, spread, readinessGates, network }: ContainerOptions): Facts {
  const { afterStart, beforeStop } = lifecycle ?? {};
  const [bound, amount] = Object.entries(disruption || {})[0] ?? [];
  return {
    hooks: listed([...(afterStart ? ["after start"] : []), ...(beforeStop ? ["before stop"] : [])]),
    disruption: disruption === false ? "no bound" : bound && `${bound} ${amount}`,
    spread: spread === false ? "none" : listed((spread ?? []).map(({ over }) => over)),
    gates: listed(readinessGates ?? []),
    hosts: listed(Object.keys(network?.hosts ?? {})),
  };
}

/** What is asked, when a person has said it: `http /healthz`, `none`. */
function healthFact(health: false | HealthOptions | undefined): string | undefined {
  if (health === undefined) return undefined;
  if (health === false) return "none";
  const { http, tcp, command, grpc } = health;
  if (http !== undefined) return `http ${http}`;
  if (tcp) return "tcp";
  if (command) return "command";
  return grpc === undefined ? "own checks" : "grpc";
}

/** `data 10Gi for each` */
function volumesEach(mounts: readonly Mount[]): string | undefined {
  return listed(mounts.flatMap(({ each }) => (each ? [`${each.name} ${canonicalQuantity(each.size)} for each`] : [])));
}

/** Folders and files that are not volumes of the project: those have nodes of their own. */
function mountFacts(mounts: readonly Mount[]): Facts {
  const where = (chosen: readonly Mount[]) => listed(chosen.map(({ path }) => path));
  return {
    folders: where(mounts.filter(({ each, empty }) => each !== undefined || empty !== undefined)),
    files: where(
      mounts.filter(({ files, file, projected }) => [files, file, projected].some((one) => one !== undefined)),
    ),
  };
}

function securityFact(security: SecuritySettings, said: boolean): string | undefined {
  const { standard, user, group, capabilities, readOnlyRoot, userNamespace, sysctls } = security;
  const words = [
    ...(standard === "baseline" ? [] : [standard]),
    ...(user === undefined ? [] : [`user ${user}`]),
    ...(group === undefined ? [] : [`group ${group}`]),
    ...(said && standard === "baseline" && capabilities.length === 0 ? ["no capabilities"] : []),
    ...(readOnlyRoot ? ["read-only root"] : []),
    ...(userNamespace ? [] : ["no user namespace"]),
    ...sysctls.map(({ name, value }) => `${name}=${value}`),
  ];
  return listed(words);
}

/** Each once. */
function listed(words: readonly string[]): string | undefined {
  return words.length > 0 ? [...new Set(words)].join(", ") : undefined;
}
