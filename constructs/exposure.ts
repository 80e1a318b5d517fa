import { dnsName, shortenLabel } from "./dns-name.ts";
import type { ContainerSpec, ExposeOptions } from "./spec.ts";
import type { ZoneContext } from "./zone-context.ts";

/** How a container is reached from outside, with everything that the spec leaves open decided. */
export interface Exposure {
  readonly protocol: "http" | "tcp" | "ssh";
  readonly port: number;
  /** At least one. */
  readonly hosts: readonly string[];
  readonly path: string;
  /** `https://web-shop.example.com`, `ssh://box-shop.example.com:22` */
  readonly url: string;
  /** Why this port, when the spec does not say. */
  readonly because?: string;
  /** The label that was too long for a host name, when there was one. */
  readonly shortened?: string;
}

const DEFAULT_PORT = { http: 80, tcp: 80, ssh: 22 } as const;

/** The exposure of a container, whose per-zone options are merged already; undefined when it has none. */
export function exposureOf(container: ContainerSpec, project: string, zone: ZoneContext): Exposure | undefined {
  const expose = exposeOptions(container);
  if (!expose) return undefined;
  const protocol = expose.protocol ?? "http";
  const { port, because } = choosePort(container, expose, protocol);
  const label = `${dnsName(container.name)}-${dnsName(project)}`;
  const own = expose.hosts && expose.hosts.length > 0 ? expose.hosts : undefined;
  const hosts = own ?? [`${shortenLabel(label)}.${zone.domain}`];
  const path = expose.path ?? "/";
  const url =
    protocol === "http" ? `https://${hosts[0]}${path === "/" ? "" : path}` : `${protocol}://${hosts[0]}:${port}`;
  return {
    protocol,
    port,
    hosts,
    path,
    url,
    ...(because && { because }),
    ...(!own && shortenLabel(label) !== label && { shortened: label }),
  };
}

/** Whether `environment.PORT` decides which port is exposed. */
export function needsPortVariable(container: ContainerSpec): boolean {
  const expose = exposeOptions(container);
  return expose !== undefined && expose.port === undefined;
}

function exposeOptions({ options }: ContainerSpec): ExposeOptions | undefined {
  const expose = options?.expose;
  if (expose === undefined || expose === false) return undefined;
  if (expose === true) return {};
  return typeof expose === "number" ? { port: expose } : expose;
}

function choosePort(container: ContainerSpec, expose: ExposeOptions, protocol: Exposure["protocol"]) {
  if (expose.port !== undefined) return { port: expose.port };
  const given = container.environment?.PORT;
  const otherwise = DEFAULT_PORT[protocol];
  if (given === undefined) return { port: otherwise, because: "environment.PORT is not set" };
  if (isPort(given)) return { port: Number(given), because: "environment.PORT says so" };
  return { port: otherwise, because: "environment.PORT is not a port" };
}

function isPort(value: string | number | boolean): boolean {
  return /^[1-9][0-9]{0,4}$/.test(String(value)) && Number(value) <= 65535;
}
