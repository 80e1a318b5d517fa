import { isIP } from "node:net";
import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { literalPattern } from "../literal-pattern.ts";
import { isPlainObject } from "../read-yaml.ts";
import { entriesOf, itemsOf, textOf } from "./project.ts";
import type { Service } from "./service.ts";

const ONE_NETWORK = "the network of the project, which all of its containers share";
const ALIAS = /^[a-z]([a-z0-9_-]{0,61}[a-z0-9])?$/;

/** Networks, names on them, and fixed addresses. */
export function translateNetwork(service: Service): void {
  const { definition } = service;
  if ("networks" in definition) translateNetworks(service);
  if ("network_mode" in definition) translateMode(service);
  if ("links" in definition) translateLinks(service);
  if ("extra_hosts" in definition) translateHosts(service);
  for (const key of ["container_name", "hostname"]) if (key in definition) translateName(service, key);
}

function translateNetworks(service: Service) {
  const path = [...service.path, "networks"];
  const { networks } = service.definition;
  const names = isPlainObject(networks)
    ? Object.keys(networks)
    : itemsOf(networks, path).map(({ value }) => String(value));
  if (Array.isArray(networks)) for (const { path: at } of itemsOf(networks, path)) service.translated(at, ONE_NETWORK);
  for (const { value, path: at } of entriesOf(networks, path)) {
    service.translated(at, ONE_NETWORK);
    for (const { key, value: part, path: inner } of entriesOf(value, at))
      translateAttachment(service, key, part, inner);
  }
  service.translated(path, ONE_NETWORK);
  const top = service.project.document.networks;
  const isInternal = (name: string) => {
    const network = isPlainObject(top) ? top[name] : undefined;
    return isPlainObject(network) && service.isTrue(network.internal, ["networks", name, "internal"]);
  };
  if (names.length > 0 && names.every(isInternal)) {
    service.draft.options.network = { ...service.draft.options.network, internet: false };
    service.translated(path, `network.internet: false, and ${ONE_NETWORK}`, { to: service.option("network") });
  }
}

function translateAttachment(service: Service, key: string, value: unknown, path: ValuePath): void {
  if (key === "aliases") {
    service.carried(path, service.option("aliases"));
    for (const { value: alias, path: at } of itemsOf(value, path)) {
      const name = service.literal(alias, at);
      if (name !== undefined && addAlias(service, name)) service.carried(at, service.option("aliases"));
      else service.unsupported(at, "a host name within the project is letters, digits and -, and nobody else's");
    }
  } else if (/^(ipv[46]_address|link_local_ips|mac_address)$/.test(key)) {
    service.unsupported(path, "addresses are given out by the cluster; containers are called by name");
    warnOfAddress(service, String(value), path);
  } else service.translated(path, "nothing: there is one network");
}

/** An address that others call it by says nothing here. */
function warnOfAddress(service: Service, address: string, path: ValuePath): void {
  if (address.length < 7 || !isMentioned(service, address)) return;
  const message = `${address} is called by others, and ${service.container} does not have it here`;
  service.warn(path, "fixed-address", message, `call it ${service.container}`);
}

/** Adds a further host name; false when it cannot be one. */
export function addAlias(service: Service, alias: string): boolean {
  const name = alias.toLowerCase().replaceAll("_", "-");
  const { options } = service.draft;
  if (name === service.container || options.aliases?.includes(name)) return true;
  const isTaken = [...service.project.services.values()].some(
    (one) => one.container === name || (one !== service && one.draft.options.aliases?.includes(name)),
  );
  if (!ALIAS.test(name) || isTaken || (options.aliases?.length ?? 0) >= 10) return false;
  options.aliases = [...(options.aliases ?? []), name];
  return true;
}

function translateMode(service: Service) {
  const path = [...service.path, "network_mode"];
  const mode = service.literal(service.definition.network_mode, path) ?? "";
  if (mode === "bridge") return service.translated(path, ONE_NETWORK);
  if (mode === "none") {
    service.draft.options.network = { ...service.draft.options.network, internet: false };
    return service.translated(path, "network.internet: false", { to: service.option("network") });
  }
  if (mode === "host") {
    service.unsupported(path, "no container gets the network of its host; it is in the network of the project");
    return service.warn(
      path,
      "host-network",
      `${service.container} wants the network of its host, which no container gets`,
      "give it the ports it needs with expose",
    );
  }
  service.unsupported(path, "containers do not share a network device; what must, runs as a sidecar");
}

/** `db:database`: another service by another name. */
function translateLinks(service: Service): void {
  const path = [...service.path, "links"];
  service.translated(path, ONE_NETWORK);
  for (const { value, path: at } of itemsOf(service.definition.links, path)) {
    const [name = "", alias] = (service.literal(value, at) ?? "").split(":");
    const target = service.project.services.get(name);
    if (!target)
      service.unsupported(at, service.project.leftOut.get(name) ?? `there is no service ${JSON.stringify(name)}`);
    else if (alias !== undefined && alias !== name) {
      if (addAlias(target, alias)) service.translated(at, `containers.${target.container}.options.aliases: ${alias}`);
      else service.unsupported(at, "a host name within the project is letters, digits and -, and nobody else's");
    } else service.translated(at, ONE_NETWORK);
  }
}

function translateHosts(service: Service): void {
  const path = [...service.path, "extra_hosts"];
  service.carried(path, service.option("network", "hosts"));
  const { extra_hosts: given } = service.definition;
  const pairs = isPlainObject(given)
    ? entriesOf(given, path).map(({ key, value, path: at }) => ({
        host: key,
        address: service.literal(value, at),
        path: at,
      }))
    : itemsOf(given, path).map(({ value, path: at }) => {
        const [, host = "", address] = /^([^:=]+)[:=](.*)$/.exec(service.literal(value, at) ?? "") ?? [];
        return { host, address, path: at };
      });
  for (const { host, address = "", path: at } of pairs) {
    const plain = address.replace(/^\[(.*)\]$/, "$1");
    if (plain === "host-gateway") service.unsupported(at, "containers do not reach the host they run on");
    else if (isIP(plain) === 0) service.odd(at, "a name and an address");
    else {
      const network = service.draft.options.network ?? {};
      service.draft.options.network = { ...network, hosts: { ...network.hosts, [host]: plain } };
      service.carried(at, service.option("network", "hosts"));
    }
  }
}

/** A name of Docker's own is an alias where others call it so. */
function translateName(service: Service, key: string) {
  const path = [...service.path, key];
  const name = service.literal(service.definition[key], path);
  if (name === undefined) return service.unsupported(path, "its name is that of the container");
  if (name === service.container) return service.carried(path, service.to("name"));
  if (isMentioned(service, name) && addAlias(service, name)) {
    return service.translated(path, `containers.${service.container}.options.aliases: ${name}`, {
      to: service.option("aliases"),
    });
  }
  service.translated(path, `nothing: it is called ${service.container}, and nothing calls it otherwise`);
}

/** Whether a text of another service holds a host name. */
export function isMentioned(service: Service, name: string): boolean {
  const pattern = new RegExp(`(?<![\\w.-])${literalPattern(name)}(?![\\w-])`);
  return [...service.project.services.values()].some((other) => {
    if (other === service) return false;
    const { environment, command, args, mounts } = other.draft;
    const texts = [
      ...environment.values(),
      ...(command ?? []),
      ...(args ?? []),
      ...mounts.map(({ file }) => file ?? ""),
    ];
    return texts.some((text) => pattern.test(textOf(text) ?? ""));
  });
}
