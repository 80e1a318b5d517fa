import type { ExposeOptions } from "../../../constructs/spec.ts";
import { isPlainObject } from "../read-yaml.ts";
import { imagePorts, isDatabasePort, isDebuggerPort, isWebPort, speaksHttp, speaksTls } from "./known-ports.ts";
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
  const read = itemsOf(service.definition.ports, path).map(({ value, path: at }) => ({
    value,
    at,
    port: readPort(service, value, at),
  }));
  const all = read.flatMap(({ port }) => port ?? []);
  for (const { value, at, port } of read) {
    const decide = (one: PublishedPort, target: number) =>
      isWebPort(service.draft.image ?? "", target) && !isLoopback(one.address) && !isDecided
        ? "http"
        : protocolOf(one, target, all, isDecided);
    if (port) publish(service, port, decide, isPlainObject(value));
    else if (isLongRange(value)) service.unsupported(at, "a public address for each port of a long range is too much");
    else service.odd(at, "a port such as 8080:80");
  }
}

/** What becomes of a port: a way in by a protocol, or a port for the other containers only, for a reason. */
type Protocol = NonNullable<ExposeOptions["protocol"]> | { readonly inside: string };

function protocolOf(port: PublishedPort, target: number, all: readonly PublishedPort[], isDecided: boolean): Protocol {
  if (port.transport === "udp") return "udp";
  if (isLoopback(port.address)) return { inside: "it is published on the machine itself only" };
  if (isDebuggerPort(target)) return { inside: "it is a debugger's, and no business of the internet" };
  const isBoth = all.some((other) => other.transport === "udp" && other.targets.includes(target));
  const hasPlain = all.some(
    (other) => other.transport === "tcp" && other.targets.some((one) => speaksHttp(one) && !speaksTls(one)),
  );
  if (speaksTls(target)) return isDecided || hasPlain ? { inside: "the https address has TLS already" } : "tcp";
  const isHttp = port.application === undefined ? speaksHttp(target) : /^(http|grpc|ws)/i.test(port.application);
  if (isHttp && !isDecided && !isBoth) return "http";
  return target === 22 ? "ssh" : "tcp";
}

function publish(
  service: Service,
  port: PublishedPort,
  protocol: (port: PublishedPort, target: number) => Protocol,
  isLong: boolean,
) {
  if (port.transport === "sctp") return service.unsupported(port.path, "sctp has no public ports");
  const became: string[] = [];
  for (const [index, target] of port.targets.entries()) {
    for (const transport of transportsOf(service, port, target)) {
      const one = { ...port, transport };
      const told = open(service, one, target, port.published[index], protocol(one, target));
      if (told === undefined) return service.unsupported(port.path, `a container has at most ${MOST_WAYS} ways in`);
      became.push(told);
    }
  }
  service.translated(port.path, became.join(", "), { whole: isLong, to: service.option("expose") });
  if (
    port.targets.some(
      (target) => isDatabasePort(target) && !isLoopback(port.address) && !isWebPort(service.draft.image ?? "", target),
    )
  )
    noteDatabase(service, port);
}

function transportsOf({ project }: Service, { isNamed, transport }: PublishedPort, target: number) {
  return isNamed ? [transport] : (project.dialect.transports?.(target) ?? [transport]);
}

/** What it became; undefined when there is no room for it. */
function open(
  service: Service,
  port: PublishedPort,
  target: number,
  published: number | undefined,
  protocol: Protocol,
) {
  const { draft } = service;
  if (typeof protocol === "object") {
    draft.ports.add(portOf(target, port));
    return `port ${target} for the other containers: ${protocol.inside}`;
  }
  const way: ExposeOptions =
    protocol === "http" ? { port: target } : { ...blankPorts(service, port, target, published), protocol };
  const before = draft.ways.find((one) => [target, way.port].includes(one.port) && isSameTransport(one, way));
  if (before) return describeWay(before);
  if (draft.ways.length >= MOST_WAYS) return undefined;
  draft.ways.push(way);
  return describeWay(way);
}

/** A public port that whoever starts it chooses stays a blank: `$port` stands where its number will. */
function blankPorts(service: Service, { written, path }: PublishedPort, target: number, published?: number) {
  const blank = (text: string | undefined) => {
    const found = text?.includes("$") ? service.project.dialect.number(text, path) : undefined;
    return typeof found === "string" ? (found as unknown as number) : undefined;
  };
  const port = blank(written.target) ?? target;
  const publicPort = blank(written.published) ?? published;
  return { port, ...(publicPort !== undefined && publicPort !== port && { publicPort }) };
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
