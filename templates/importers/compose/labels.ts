import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { isPlainObject } from "../read-yaml.ts";
import { textOf } from "./project.ts";
import type { Service } from "./service.ts";

/** Labels that say in one word what a container is, as tags do. */
const TAG_LABELS: ReadonlySet<string> = new Set([
  "app",
  "category",
  "component",
  "group",
  "layer",
  "role",
  "stack",
  "tag",
  "team",
  "tier",
  "type",
]);

const TAG = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,38}[A-Za-z0-9])?$/;

/** Labels speak to other programs, each in its own way: a word becomes a tag, a route of Traefik an address. */
export function translateLabels(service: Service, value: unknown, path: ValuePath) {
  service.carried(path, service.option("tags"));
  const labels = readLabels(service, value, path);
  if (!labels) return service.odd(path, "a mapping or a list");
  for (const label of labels) translateLabel(service, label, labels);
}

interface Label {
  readonly key: string;
  readonly value: string;
  readonly path: ValuePath;
}

function readLabels(service: Service, value: unknown, path: ValuePath): Label[] | undefined {
  if (value === null) return [];
  if (isPlainObject(value)) {
    return Object.entries(value).map(([key, one]) => ({
      key,
      value: service.literal(one, [...path, key]) ?? textOf(one) ?? "",
      path: [...path, key],
    }));
  }
  if (!Array.isArray(value)) return undefined;
  return value.map((one, index) => {
    const at = [...path, index];
    const text = service.literal(one, at) ?? textOf(one) ?? "";
    const sign = text.indexOf("=");
    return { key: sign < 0 ? text : text.slice(0, sign), value: sign < 0 ? "" : text.slice(sign + 1), path: at };
  });
}

function translateLabel(service: Service, label: Label, all: readonly Label[]) {
  const { key, value, path } = label;
  if (key.startsWith("traefik.")) return translateTraefik(service, label, all);
  if (key.startsWith("com.docker.compose.")) return service.translated(path, "nothing: compose itself sets it");
  const tag = TAG_LABELS.has(key) ? value : value === "" && !key.includes(".") ? key : undefined;
  if (tag === undefined || !TAG.test(tag)) {
    return service.unsupported(path, "a label for another program, which does not look for it in a zone");
  }
  const tags = service.draft.options.tags ?? [];
  if (!tags.includes(tag) && tags.length < 20) service.draft.options.tags = [...tags, tag];
  service.carried(path, service.option("tags"));
}

const RULE = /^traefik\.https?\.routers\.[^.]+\.rule$/;
const PORT = /^traefik\.http\.services\.[^.]+\.loadbalancer\.server\.port$/;

/** Traefik's routes to the container: its hosts, and the port behind them. */
function translateTraefik(service: Service, { key, value, path }: Label, all: readonly Label[]) {
  const isOn = all.every((one) => one.key !== "traefik.enable" || one.value !== "false");
  const to = service.option("expose");
  if (isOn && PORT.test(key) && /^[1-9][0-9]{0,4}$/.test(value) && Number(value) <= 65535) {
    httpWay(service, Number(value));
    return service.translated(path, `https address of port ${value}`, { to });
  }
  if (isOn && RULE.test(key)) {
    const hosts = hostsOf(value);
    const port = all.find((one) => PORT.test(one.key))?.value;
    const way = httpWay(service, port === undefined ? undefined : Number(port));
    if (hosts.length > 0) way.hosts = [...new Set([...(way.hosts ?? []), ...hosts])].slice(0, 50);
    const became = hosts.length > 0 ? `hosts ${hosts.join(", ")}` : "an https address of its own";
    return service.translated(path, became, { to });
  }
  const reason = key.includes("middlewares")
    ? "Traefik's middlewares have no counterpart: the container gets requests as they come"
    : "addresses and certificates are the zone's, not Traefik's";
  if (/enable$|entrypoints$|\.tls|certresolver$|\.service$|docker\.network$/.test(key)) {
    return service.translated(path, "nothing: addresses and certificates are the zone's");
  }
  service.unsupported(path, reason);
}

function httpWay(service: Service, port: number | undefined) {
  const { ways, ports } = service.draft;
  const wanted = port ?? [...ports].find((one) => typeof one === "number");
  const before = ways.find(
    (way) => (way.protocol ?? "http") === "http" && (wanted === undefined || way.port === wanted),
  );
  if (before) return before;
  const way = { ...(typeof wanted === "number" && { port: wanted }) } as Service["draft"]["ways"][number];
  ways.push(way);
  return way;
}

function hostsOf(rule: string): string[] {
  return [...rule.matchAll(/Host(?:SNI)?\(([^)]*)\)/g)].flatMap(([, list = ""]) =>
    [...list.matchAll(/[`"']([a-z0-9.-]+\.[a-z0-9.-]*[a-z0-9])[`"']/gi)].map(([, host = ""]) => host.toLowerCase()),
  );
}
