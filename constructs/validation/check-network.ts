import { type Allowance, allowancesOf } from "../allowances.ts";
import { type Cidr, contains, parseAddress, parseCidr } from "../cidr.ts";
import { whyClosed } from "../closed-addresses.ts";
import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { acceptableName, dnsName } from "../dns-name.ts";
import { didYouMean } from "../nearest-name.ts";
import type { ProjectSpec } from "../spec.ts";
import { showValue } from "./show-value.ts";

const NAME = /^[a-z]([a-z0-9_-]*[a-z0-9])?$/;
const HOST = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Whom the network lets through: peers that exist in this way, addresses that a project may name. */
export function checkNetwork({ project, network, containers }: ProjectSpec): Diagnostic[] {
  return [
    ...allowancesOf(network).flatMap((one) => checkAllowance(one, project.name, ["network", ...one.source])),
    ...containers.flatMap(({ options }, index) => {
      const path: ValuePath = ["containers", index, "options", "network"];
      return [
        ...allowancesOf(options?.network).flatMap((one) => checkAllowance(one, project.name, [...path, ...one.source])),
        ...checkHosts(options?.network?.hosts ?? {}, [...path, "hosts"]),
      ];
    }),
  ];
}

function checkAllowance({ direction, peer }: Allowance, project: string, path: ValuePath): Diagnostic[] {
  return [
    ...(peer.project === undefined ? checkStray(peer, "container", path) : checkProject(peer, project, path)),
    ...(peer.cidr === undefined ? checkStray(peer, "except", path) : checkAddresses(peer, path)),
    ...(peer.host === undefined ? [] : checkHost(peer.host, direction, [...path, "host"])),
  ];
}

function checkStray(peer: Allowance["peer"], key: "container" | "except", path: ValuePath): Diagnostic[] {
  if (peer[key] === undefined) return [];
  const owner = key === "container" ? "project" : "cidr";
  const message = `${key} says which part of "${owner}" is meant, which is not given`;
  return [{ severity: "error", code: "misplaced-key", message, path: [...path, key], fix: "leave it out" }];
}

function checkProject({ project = "", container }: Allowance["peer"], own: string, path: ValuePath): Diagnostic[] {
  const names = { project, ...(container !== undefined && { container }) };
  const wrong = Object.entries(names).flatMap(([key, name]): Diagnostic[] => {
    if (NAME.test(name)) return [];
    const fix = didYouMean(acceptableName(name));
    const allowed = "lower-case letters, digits, - and _, starting with a letter";
    const message = `no ${key} can be called that`;
    return [
      { severity: "error", code: "wrong-format", message, path: [...path, key], got: showValue(name), allowed, fix },
    ];
  });
  if (wrong.length > 0 || dnsName(project) !== dnsName(own)) return wrong;
  const message = "this is the project itself, in which all containers reach each other already";
  return [{ severity: "warning", code: "own-project", message, path: [...path, "project"], fix: "leave it out" }];
}

function checkAddresses({ cidr: text = "", except = [] }: Allowance["peer"], path: ValuePath): Diagnostic[] {
  const whole = parseCidr(text);
  const own = checkCidr(text, [...path, "cidr"]);
  const closed = whole && own.length === 0 ? whyClosed(whole, []) : undefined;
  return [
    ...own,
    ...(closed === undefined ? [] : [closedAddresses(text, closed, [...path, "cidr"])]),
    ...except.flatMap((one, index) => {
      const place = [...path, "except", index];
      const wrong = checkCidr(one, place);
      return wrong.length > 0 || !whole ? wrong : checkWithin(one, whole, place);
    }),
  ];
}

function checkCidr(text: string, path: ValuePath): Diagnostic[] {
  const cidr = parseCidr(text);
  const wrong = { severity: "error", path, got: showValue(text) } as const;
  if (!cidr) {
    const allowed = "addresses such as 10.20.0.0/16 or fd00:1234::/32";
    return [{ ...wrong, code: "wrong-format", message: "no addresses are written like that", allowed }];
  }
  if (!cidr.stray) return [];
  const [address] = text.split("/");
  const message = `the address goes on beyond the ${cidr.prefix} bits that are meant`;
  const fix = `write "${cidr.text}" for all of them, or "${parseAddress(address as string)?.text}" for this one`;
  return [{ ...wrong, code: "wrong-addresses", message, fix }];
}

function checkWithin(text: string, whole: Cidr, path: ValuePath): Diagnostic[] {
  const part = parseCidr(text);
  if (!part || (contains(whole, part) && part.prefix > whole.prefix)) return [];
  const message = `only a part of ${whole.text} can be left out of it`;
  return [{ severity: "error", code: "wrong-addresses", message, path, got: showValue(text), fix: "leave it out" }];
}

function closedAddresses(text: string, why: string, path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "closed-addresses",
    message: `no project may be let through here: ${why}`,
    path,
    got: showValue(text),
    allowed: "private networks such as 10.20.0.0/16, and addresses on the internet",
  };
}

function checkHost(host: string, direction: Allowance["direction"], path: ValuePath): Diagnostic[] {
  if (direction === "from") {
    const message = "a host name does not tell who is calling";
    const fix = 'name the addresses it calls from: { "cidr": "203.0.113.0/24" }';
    return [{ severity: "error", code: "host-calls", message, path, got: showValue(host), fix }];
  }
  const address = parseAddress(host);
  if (!address) return [];
  const fix = `write { "cidr": "${address.text}" }`;
  return [
    { severity: "error", code: "wrong-format", message: "an address is no host name", path, got: showValue(host), fix },
  ];
}

/** Lines of /etc/hosts. */
function checkHosts(hosts: Readonly<Record<string, string>>, path: ValuePath): Diagnostic[] {
  return Object.entries(hosts).flatMap(([name, address]) => {
    const wrong = { severity: "error", code: "wrong-format", path: [...path, name] } as const;
    return [
      ...(HOST.test(name) ? [] : [{ ...wrong, message: "not a host name", got: showValue(name) }]),
      ...(parseAddress(address)
        ? []
        : [{ ...wrong, message: "not an address", got: showValue(address), allowed: "an address such as 10.20.0.7" }]),
    ];
  });
}
