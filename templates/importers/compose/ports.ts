import type { ExposeOptions } from "../../../constructs/spec.ts";
import { isPlainObject } from "../read-yaml.ts";
import { imagePorts, isDatabasePort, speaksHttp } from "./known-ports.ts";
import { isLongRange, type PublishedPort, range, readPort } from "./port-syntax.ts";
import { itemsOf } from "./project.ts";
import type { Service } from "./service.ts";

/** Ways in from outside at most. */
const MOST_WAYS = 20;

/** What is published becomes public addresses; what is exposed or usual for the image, ports for the other containers. */
export function translatePorts(service: Service): void {
  const { definition, draft, project } = service;
  const given = project.dialect.exposed(service.name, definition);
  draft.ways.push(...(given ?? []));
  if ("expose" in definition) translateExpose(service);
  if ("ports" in definition) translatePublished(service, given !== undefined);
  for (const port of imagePorts(draft.image ?? "")) draft.ports.add(port);
}

function translateExpose(service: Service): void {
  const path = [...service.path, "expose"];
  service.carried(path, service.option("ports"));
  for (const { value, path: at } of itemsOf(service.definition.expose, path)) {
    const text = service.literal(value, at)?.trim() ?? "";
    const [numbers, transport = "tcp"] = text.toLowerCase().split("/");
    const ports = range(numbers);
    if (ports.length === 0 || !/^(tcp|udp|sctp)$/.test(transport)) {
      service.odd(at, "a port or a short range of ports");
      continue;
    }
    for (const port of ports) service.draft.ports.add(transport === "tcp" ? port : `${port}/${transport}`);
    service.carried(at, service.option("ports"));
  }
}

/**
 * Of ports that are published, the first on which http is expected becomes the https address; further ones get addresses
 * of their own, and all others public ports. Where the format itself says which port is http, none of `ports` is.
 */
function translatePublished(service: Service, isDecided: boolean): void {
  const path = [...service.path, "ports"];
  service.carried(path, service.option("expose"));
  for (const { value, path: at } of itemsOf(service.definition.ports, path)) {
    const port = readPort(service, value, at);
    if (!port) {
      const reason = isLongRange(value) ? "a public address for each port of a long range is too much" : undefined;
      if (reason) service.unsupported(at, reason);
      else service.odd(at, "a port such as 8080:80");
    } else publish(service, port, isDecided, isPlainObject(value));
  }
}

function publish(service: Service, port: PublishedPort, isDecided: boolean, isLong: boolean) {
  const { draft } = service;
  const to = service.option("expose");
  if (isLoopback(port.address)) {
    for (const target of port.targets) draft.ports.add(portOf(target, port));
    return service.translated(port.path, "ports for the other containers: it is published on the machine itself only", {
      whole: true,
      to: service.option("ports"),
    });
  }
  if (port.transport === "sctp") return service.unsupported(port.path, "sctp has no public ports");
  const became: string[] = [];
  for (const [index, target] of port.targets.entries()) {
    const way = wayIn(port, target, port.published[index], isDecided);
    const before = draft.ways.find((one) => one.port === target && isSameTransport(one, way));
    if (before) {
      became.push(describeWay(before));
      continue;
    }
    if (draft.ways.length >= MOST_WAYS) {
      service.unsupported(port.path, `a container has at most ${MOST_WAYS} ways in`);
      return;
    }
    draft.ways.push(way);
    became.push(describeWay(way));
  }
  service.translated(port.path, became.join(", "), { whole: isLong, to });
  if (port.targets.some((target) => isDatabasePort(target))) noteDatabase(service, port);
}

function wayIn(port: PublishedPort, target: number, published: number | undefined, isDecided: boolean): ExposeOptions {
  const publicPort = published !== undefined && published !== target ? { publicPort: published } : {};
  if (port.transport === "udp") return { port: target, protocol: "udp", ...publicPort };
  const isHttp = port.application === undefined ? speaksHttp(target) : /^(http|grpc|ws)/i.test(port.application);
  if (isHttp && !isDecided) return { port: target };
  return { port: target, protocol: target === 22 ? "ssh" : "tcp", ...publicPort };
}

function isSameTransport(one: ExposeOptions, other: ExposeOptions): boolean {
  return (one.protocol === "udp") === (other.protocol === "udp");
}

function describeWay({ port, protocol = "http", publicPort }: ExposeOptions): string {
  return protocol === "http" ? `https address of port ${port}` : `public ${protocol} port ${publicPort ?? port}`;
}

function portOf(target: number, { transport }: PublishedPort): number | string {
  return transport === "tcp" ? target : `${target}/${transport}`;
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|localhost$|\[::1\]$)/.test(address);
}

function noteDatabase(service: Service, port: PublishedPort): void {
  service.warn(
    port.path,
    "public-database",
    `${service.container} gets a public port ${port.targets[0]}: databases are mostly published for developing`,
    "remove it from expose unless it is to be reached from outside; the containers of the project reach it anyway",
  );
}
