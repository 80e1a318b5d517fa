import type { ExposeOptions } from "../../../constructs/spec.ts";
import { imagePorts, speaksHttp } from "../compose/known-ports.ts";
import { isPlainObject } from "../read-yaml.ts";
import { entriesOf } from "./environment-entries.ts";
import type { Header } from "./header.ts";
import { bareName, magicName } from "./magic-name.ts";

/** A public address that a template asks for. */
export interface Address {
  /** Service it leads to. */
  readonly service: string;
  readonly port?: number;
  /** Only requests below it. */
  readonly path?: string;
  /** Other services that answer below a path of it. */
  readonly branches: readonly Branch[];
}

interface Branch {
  readonly service: string;
  readonly path: string;
}

interface Ask {
  readonly id: string;
  /** Service in whose environment the name stands as a variable; undefined: it is only mentioned. */
  readonly service?: string;
  readonly port?: number;
  readonly path?: string;
}

/** Port that Coolify's proxy asks where nothing tells another. */
const WEB_PORT = 80;

/** Ways into a container at most. */
const MOST_WAYS = 20;

const MENTION = /\bSERVICE_(?:FQDN|URL)_[A-Z0-9_-]{1,100}/g;

/**
 * Which service each address leads to. Coolify gives one to the service in whose environment its name stands, and to a
 * service of that name; the port behind the name, or that of the template, is the service's.
 */
export class Addresses {
  readonly #byId: ReadonlyMap<string, Address>;
  readonly #header: Header;
  /** The address to which the port of the template belongs: the first that has none, unless another one names that port. */
  readonly #main: Address | undefined;

  constructor(document: Readonly<Record<string, unknown>>, text: string, header: Header) {
    const services = isPlainObject(document.services) ? document.services : {};
    const asks = [...Object.entries(services).flatMap(declaredBy), ...mentionedIn(text)];
    this.#byId = addressesOf(asks, Object.keys(services));
    this.#header = header;
    const addresses = [...this.#byId.values()];
    const isTaken = addresses.some(({ port }) => port !== undefined && port === header.port);
    this.#main = isTaken ? undefined : addresses.find(({ port }) => port === undefined);
  }

  get areNone(): boolean {
    return this.#byId.size === 0;
  }

  /** @param port behind the name: one name with several ports is several addresses */
  find(id: string, port?: number): Address | undefined {
    return this.#byId.get(keyOf(bareName(id), port)) ?? this.#byId.get(bareName(id));
  }

  /**
   * Ways into a service, the main one first.
   *
   * @param hostOf host of the main address of another service, of which it answers a part
   */
  waysInto(
    service: string,
    definition: Readonly<Record<string, unknown>>,
    hostOf: (service: string) => string,
  ): readonly ExposeOptions[] {
    return [...this.#ownWays(service, definition), ...this.#branches(service, definition, hostOf)];
  }

  /** The way that is not the main one of its service, which references lead to; undefined: it is. */
  furtherWay(address: Address, definition: Readonly<Record<string, unknown>>): ExposeOptions | undefined {
    const [main, ...further] = this.#ownWays(address.service, definition);
    return further.find(
      ({ port, path }) => port === address.port && path === address.path && !isSame({ port, path }, main),
    );
  }

  #branches(
    service: string,
    definition: Readonly<Record<string, unknown>>,
    hostOf: (service: string) => string,
  ): readonly ExposeOptions[] {
    return [...this.#byId.values()].flatMap((address) =>
      address.branches
        .filter((branch) => branch.service === service)
        .map(({ path }) => ({ port: ownPort(definition) ?? WEB_PORT, hosts: [hostOf(address.service)], path })),
    );
  }

  #ownWays(service: string, definition: Readonly<Record<string, unknown>>): readonly ExposeOptions[] {
    const own = [...this.#byId.values()].filter((address) => address.service === service).slice(0, MOST_WAYS);
    const ways = own.map((address) => {
      const port = address.port ?? this.#portOf(address, own, definition);
      return { port, ...(address.path && { path: address.path }) };
    });
    return ways.filter((way, index) => ways.findIndex((other) => isSame(way, other)) === index);
  }

  #portOf(address: Address, own: readonly Address[], definition: Readonly<Record<string, unknown>>): number {
    const sibling = own.find(({ port }) => port !== undefined)?.port;
    const { port } = this.#header;
    const ofTemplate = address === this.#main && port !== undefined && speaksHttp(port) ? port : undefined;
    return sibling ?? ofTemplate ?? ownPort(definition) ?? WEB_PORT;
  }
}

/** The last port of `127.0.0.1:8080:80/tcp`. */
const TARGET = /([0-9]{1,5})(?:\/tcp)?$/;

/** The port for http that a service itself tells: exposed, published, told to its process, asked by its health check, or its image's. */
export function ownPort(definition: Readonly<Record<string, unknown>>): number | undefined {
  for (const key of ["expose", "ports"]) {
    const list: unknown = definition[key];
    const ports = (Array.isArray(list) ? list : []).map((one) => Number(TARGET.exec(String(one))?.[1]));
    const found = ports.find((port) => port > 0 && speaksHttp(port));
    if (found !== undefined) return found;
  }
  const told = entriesOf(definition.environment).find(([name]) => name === "PORT")?.[1];
  if (/^[0-9]{1,5}$/.test(String(told))) return Number(told);
  const check = isPlainObject(definition.healthcheck) ? JSON.stringify(definition.healthcheck.test ?? "") : "";
  const asked = /(?:localhost|127\.0\.0\.1|0\.0\.0\.0):([0-9]{2,5})/.exec(check.slice(0, 5000));
  return asked ? Number(asked[1]) : imagePorts(String(definition.image ?? "")).find(speaksHttp);
}

function isSame(one: Partial<ExposeOptions> | undefined, other: Partial<ExposeOptions> | undefined): boolean {
  return one?.port === other?.port && one?.path === other?.path;
}

function declaredBy([service, definition]: [string, unknown]): Ask[] {
  const environment = isPlainObject(definition) ? definition.environment : undefined;
  return entriesOf(environment).flatMap(([name, value]) => {
    const magic = magicName(name);
    if (magic?.kind !== "address") return [];
    const path = typeof value === "string" && /^\/./.test(value) ? { path: value.slice(0, 1024) } : {};
    return [{ id: magic.id, service, ...(magic.port && { port: magic.port }), ...path }];
  });
}

function mentionedIn(text: string): Ask[] {
  return [...new Set(text.match(MENTION) ?? [])].flatMap((name) => {
    const magic = magicName(name);
    return magic?.kind === "address" ? [{ id: magic.id, ...(magic.port && { port: magic.port }) }] : [];
  });
}

function addressesOf(asks: readonly Ask[], services: readonly string[]): ReadonlyMap<string, Address> {
  const byId = new Map<string, Ask[]>();
  for (const ask of asks) {
    const id = bareName(ask.id);
    const before = byId.get(id);
    if (before) before.push(ask);
    else byId.set(id, [ask]);
  }
  return new Map<string, Address>(
    [...byId].flatMap(([id, own]) => {
      const declared = own.flatMap(({ service }) => service ?? []);
      const service = ownerOf(id, declared, services);
      if (service === undefined) return [];
      const [port, ...further] = new Set(own.flatMap((ask) => ask.port ?? []));
      const path = own.find((ask) => ask.service === service && ask.path !== undefined)?.path;
      const branches = own.flatMap((ask) =>
        ask.service !== undefined && ask.service !== service && ask.path !== undefined
          ? [{ service: ask.service, path: ask.path }]
          : [],
      );
      return [
        [id, { service, ...(port && { port }), ...(path && { path }), branches }] as [string, Address],
        ...further.map((other) => [keyOf(id, other), { service, port: other, branches: [] }] as [string, Address]),
      ];
    }),
  );
}

function keyOf(id: string, port: number | undefined): string {
  return `${id}:${port}`;
}

/** The service of the name among those that ask for the address, else the first of them; else the one of the name. */
function ownerOf(id: string, declared: readonly string[], services: readonly string[]): string | undefined {
  const named = declared.find((service) => bareName(service) === id);
  return named ?? declared[0] ?? services.find((service) => bareName(service) === id);
}
