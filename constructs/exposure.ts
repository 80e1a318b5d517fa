import { dnsName, shortenLabel } from "./dns-name.ts";
import type { ContainerPort } from "./ports.ts";
import type { ContainerSpec, ExposeOptions } from "./spec.ts";
import type { ZoneContext } from "./zone-context.ts";

/** One way into a container from outside, with everything that the spec leaves open decided. */
export interface Exposure {
  readonly protocol: "http" | "tcp" | "udp" | "ssh";
  /** Port that the container listens on. */
  readonly port: number;
  /** Port outside: 443 for http. */
  readonly publicPort: number;
  /** At least one. */
  readonly hosts: readonly string[];
  readonly path: string;
  /** `https://web-shop.example.com`, `ssh://box-shop.example.com:22` */
  readonly url: string;
  /** Where the spec says it: below `options`, e.g. `["expose", 1]`. */
  readonly source: readonly (string | number)[];
  /** Why this port, when the spec does not say. */
  readonly because?: string;
  /** The label that was too long for a host name, when there was one. */
  readonly shortened?: string;
}

const DEFAULT_PORT = { http: 80, tcp: 80, udp: 80, ssh: 22 } as const;
const HTTPS = 443;

/** A way in as the spec gives it, with its place below `options`. */
export interface WayIn {
  readonly options: ExposeOptions;
  readonly source: readonly (string | number)[];
}

/** The ways into a container whose per-zone options are merged already, in the order of the spec. */
export function exposuresOf(
  container: ContainerSpec,
  project: string,
  zone: Pick<ZoneContext, "domain">,
): readonly Exposure[] {
  const ways = waysIn(container);
  const firstHttp = ways.findIndex(({ options }) => (options.protocol ?? "http") === "http");
  return ways.map(({ options, source }, index) => {
    const protocol = options.protocol ?? "http";
    const { port, because } = choosePort(container, options, protocol);
    const further = protocol === "http" && index !== firstHttp;
    const steps = [container.name, ...(further ? [String(port)] : []), project];
    const label = steps.map(dnsName).join("-");
    const own = options.hosts && options.hosts.length > 0 ? options.hosts : undefined;
    const hosts = own ?? [`${shortenLabel(label)}.${zone.domain}`];
    const path = options.path ?? "/";
    const publicPort = protocol === "http" ? HTTPS : (options.publicPort ?? port);
    return {
      protocol,
      port,
      publicPort,
      hosts,
      path,
      url: urlOf(protocol, hosts[0] as string, path, publicPort),
      source,
      ...(because && { because }),
      ...(!own && shortenLabel(label) !== label && { shortened: label }),
    };
  });
}

/** Ways in as the spec gives them: of `true`, of a port, of one or of several. */
export function waysIn({ options }: ContainerSpec): readonly WayIn[] {
  const expose = options?.expose;
  if (expose === undefined || expose === false) return [];
  if (Array.isArray(expose)) return expose.map((one, index) => ({ options: one, source: ["expose", index] }));
  const one = expose === true ? {} : typeof expose === "number" ? { port: expose } : expose;
  return [{ options: one, source: ["expose"] }];
}

/** Whether `environment.PORT` decides which port is exposed. */
export function needsPortVariable(container: ContainerSpec): boolean {
  return waysIn(container).some(({ options }) => options.port === undefined);
}

/** The port of the container that a way in leads to. */
export function exposedPort({ port, protocol }: Exposure): ContainerPort {
  return { number: port, transport: protocol === "udp" ? "UDP" : "TCP" };
}

function urlOf(protocol: Exposure["protocol"], host: string, path: string, port: number): string {
  return protocol === "http" ? `https://${host}${path === "/" ? "" : path}` : `${protocol}://${host}:${port}`;
}

function choosePort(container: ContainerSpec, options: ExposeOptions, protocol: Exposure["protocol"]) {
  if (options.port !== undefined) return { port: options.port };
  const given = container.environment?.PORT;
  const otherwise = DEFAULT_PORT[protocol];
  if (given === undefined) return { port: otherwise, because: "environment.PORT is not set" };
  if (isPort(given)) return { port: Number(given), because: "environment.PORT says so" };
  return { port: otherwise, because: "environment.PORT is not a port" };
}

function isPort(value: string | number | boolean): boolean {
  return /^[1-9][0-9]{0,4}$/.test(String(value)) && Number(value) <= 65535;
}
