import type { z } from "zod";
import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { COMMON_CAPABILITIES } from "../../../constructs/security-of.ts";
import { CAPABILITIES, type Security, SYSCTLS } from "../../../constructs/spec.ts";
import { isPlainObject } from "../read-yaml.ts";
import { entriesOf, itemsOf } from "./project.ts";
import type { Service } from "./service.ts";

type Capability = (typeof CAPABILITIES)[number];
type SecurityInput = Extract<z.input<typeof Security>, object>;

/** Who a container runs as and what it may do. Nothing here ever gives power over the host. */
export function translateSecurity(service: Service): void {
  const security: SecurityInput = {};
  const { definition } = service;
  if ("user" in definition) translateUser(service, security);
  if ("group_add" in definition) translateGroups(service, security);
  if ("read_only" in definition) translateReadOnly(service, security);
  if ("cap_add" in definition || "cap_drop" in definition) translateCapabilities(service, security);
  if ("sysctls" in definition) translateSysctls(service, security);
  if ("privileged" in definition) translatePrivileged(service);
  if ("security_opt" in definition) translateOptions(service);
  if (Object.keys(security).length > 0) service.draft.options.security = security;
}

function translateUser(service: Service, security: SecurityInput) {
  const path = [...service.path, "user"];
  const text = service
    .literal(service.definition.user, path)
    ?.trim()
    .replace(/^root(?=:|$)/, "0")
    .replace(/:root$/, ":0");
  const found = /^([0-9]{1,10})(?::([0-9]{1,10}))?$/.exec(text ?? "");
  if (!found || Number(found[1]) > 2_147_483_647) {
    return service.unsupported(path, "a user is a number here; the image's own stands");
  }
  security.user = Number(found[1]);
  if (found[2] !== undefined) security.group = Number(found[2]);
  service.carried(path, service.option("security", "user"));
}

/** Of further groups one can own what is on the volumes, which is what they are mostly for. */
function translateGroups(service: Service, security: SecurityInput): void {
  const path = [...service.path, "group_add"];
  service.carried(path, service.option("security"));
  for (const { value, path: at } of itemsOf(service.definition.group_add, path)) {
    const text = service.literal(value, at) ?? "";
    if (security.volumeGroup === undefined && /^[0-9]{1,9}$/.test(text)) {
      security.volumeGroup = Number(text);
      service.translated(at, "volumeGroup, which owns what is on its volumes", { to: service.option("security") });
    } else service.unsupported(at, "there is one further group, by number");
  }
}

function translateReadOnly(service: Service, security: SecurityInput) {
  const path = [...service.path, "read_only"];
  if (!service.isTrue(service.definition.read_only, path))
    return service.translated(path, "nothing: that is the default");
  security.readOnlyRoot = true;
  service.carried(path, service.option("security", "readOnlyRoot"));
}

/** A list here is all there is, in compose it is added to, or taken from, what every container has. */
function translateCapabilities(service: Service, security: SecurityInput): void {
  const dropped = droppedCapabilities(service);
  const usual = dropped.includes("ALL") ? [] : COMMON_CAPABILITIES.filter((one) => !dropped.includes(one));
  const wanted = [...new Set([...usual, ...addedCapabilities(service, usual)])];
  const isUsual = wanted.length === COMMON_CAPABILITIES.length && wanted.every((one) => usual.includes(one));
  if (!isUsual) security.capabilities = wanted;
}

function addedCapabilities(service: Service, usual: readonly Capability[]): Capability[] {
  if (!("cap_add" in service.definition)) return [];
  const path = [...service.path, "cap_add"];
  service.carried(path, service.option("security", "capabilities"));
  return itemsOf(service.definition.cap_add, path).flatMap(({ value, path: at }) => {
    const name = capabilityName(service, value, at);
    const known = CAPABILITIES.find((one) => one === name);
    if (known === undefined) {
      const why = "gives power over the node or the network";
      service.unsupported(at, `${name || "it"} ${why}, so no container gets it`);
      service.warn(at, "capability", `${service.container} does not get ${name}: it ${why}`);
      return [];
    }
    if (usual.includes(known)) service.translated(at, "nothing: it has this capability anyway");
    else service.carried(at, service.option("security", "capabilities"));
    return [known];
  });
}

function droppedCapabilities(service: Service): string[] {
  if (!("cap_drop" in service.definition)) return [];
  const path = [...service.path, "cap_drop"];
  const dropped = itemsOf(service.definition.cap_drop, path).map(({ value, path: at }) =>
    capabilityName(service, value, at),
  );
  const became = dropped.includes("ALL")
    ? "capabilities: what cap_add gives, and none besides"
    : "capabilities: the usual ones without these";
  service.translated(path, became, { whole: true, to: service.option("security", "capabilities") });
  return dropped;
}

function capabilityName(service: Service, value: unknown, at: ValuePath): string {
  return (service.literal(value, at) ?? "").toUpperCase().replace(/^CAP_/, "");
}

function translateSysctls(service: Service, security: SecurityInput): void {
  const path = [...service.path, "sysctls"];
  service.carried(path, service.option("security", "sysctls"));
  const given = service.definition.sysctls;
  const pairs = isPlainObject(given)
    ? entriesOf(given, path).map(({ key, value, path: at }) => ({ key, value: service.literal(value, at), path: at }))
    : itemsOf(given, path).map(({ value, path: at }) => {
        const [key = "", setting] = (service.literal(value, at) ?? "").split("=");
        return { key, value: setting, path: at };
      });
  for (const { key, value, path: at } of pairs) {
    const known = SYSCTLS.find((one) => one === key);
    if (known !== undefined && value !== undefined) {
      security.sysctls = { ...security.sysctls, [known]: value };
      service.carried(at, service.option("security", "sysctls"));
    } else service.unsupported(at, "only kernel settings that concern nothing but the container can be changed");
  }
}

function translatePrivileged(service: Service) {
  const path = [...service.path, "privileged"];
  if (!service.isTrue(service.definition.privileged, path)) {
    return service.translated(path, "nothing: no container is privileged");
  }
  service.unsupported(path, "no container is privileged: it would have power over the whole node");
  const message = `${service.container} wants to be privileged, which no container is`;
  service.warn(
    path,
    "privileged",
    message,
    "see whether it works without; a program that needs the host cannot run here",
  );
}

function translateOptions(service: Service): void {
  const path = [...service.path, "security_opt"];
  service.carried(path, service.option("security"));
  for (const { value, path: at } of itemsOf(service.definition.security_opt, path)) {
    const text = service.literal(value, at) ?? "";
    if (/^no-new-privileges([:=]true)?$/.test(text)) {
      service.translated(at, "nothing: no container can gain privileges");
    } else service.unsupported(at, "the zone's security profiles stand");
  }
}
