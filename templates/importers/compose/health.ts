import type { z } from "zod";
import type { ValuePath } from "../../../constructs/diagnostic.ts";
import type { HealthOptions } from "../../../constructs/spec.ts";
import { isPlainObject } from "../read-yaml.ts";
import { listWords } from "./command.ts";
import { httpCheck } from "./http-check.ts";
import { textOf } from "./project.ts";
import type { Service } from "./service.ts";
import { seconds } from "./units.ts";

type Health = z.input<typeof HealthOptions>;

/** What a definition takes for granted. */
const DEFAULTS = { interval: 10, timeout: 3, failures: 3, start: 120 } as const;

/** Docker checks every 30 s, each may take 30 s, and three failures make it unhealthy, where a file does not say. */
const DOCKERS = { interval: 30, timeout: 30, failures: 3 } as const;

export function translateHealth(service: Service) {
  const { healthcheck } = service.definition;
  const path = [...service.path, "healthcheck"];
  if (healthcheck === undefined) return;
  if (healthcheck === null) return service.translated(path, "nothing: it is empty");
  if (!isPlainObject(healthcheck)) return service.odd(path, "a mapping");
  const to = service.option("health");
  if (service.isTrue(healthcheck.disable, path)) {
    service.draft.options.health = false;
    return service.translated(path, "containers do without a check: health is false", { whole: true, to });
  }
  const check = readTest(service, healthcheck.test, [...path, "test"]);
  if (check === undefined) {
    return service.translated(path, "nothing: without a test the image's own stands, which Kubernetes does not know", {
      whole: true,
    });
  }
  if (check === false) {
    service.draft.options.health = false;
    return service.translated(path, "health: false", { whole: true, to });
  }
  service.carried(path, to);
  service.draft.options.health = { ...check, ...timing(service, healthcheck, path) };
  for (const key of Object.keys(healthcheck)) if (!KEYS.has(key)) unknownKey(service, healthcheck, key, path);
}

const KEYS: ReadonlySet<string> = new Set([
  "test",
  "interval",
  "timeout",
  "retries",
  "start_period",
  "start_interval",
  "disable",
]);

function unknownKey(service: Service, healthcheck: Readonly<Record<string, unknown>>, key: string, path: ValuePath) {
  const own = service.project.dialect.ownKey([...path, key], healthcheck[key], service.name);
  for (const row of own?.rows ?? []) service.project.ledger.say(row.path, { ...row, whole: true });
  if (!own) service.unsupported([...path, key], "compose has no such key here");
}

/** The check that a test stands for; false for none on purpose, undefined when there is none. */
function readTest(service: Service, test: unknown, path: ValuePath): Health | false | undefined {
  if (test === undefined || test === null) return undefined;
  if (!Array.isArray(test)) {
    const text = textOf(test);
    return text === undefined ? undefined : shellCheck(service, service.text(text, path), path);
  }
  const [kind, ...words] = listWords(service, test, path);
  if (kind === "NONE") {
    service.translated(path, "health: false");
    return false;
  }
  if (kind === "CMD-SHELL") return shellCheck(service, words.join(" "), path);
  const command = (kind === "CMD" ? words : [kind ?? "", ...words]).map(withoutExit);
  return command.length === 0 || command[0] === "" ? undefined : commandCheck(service, command, path);
}

/** `|| exit 1` is for a shell: in a word of a command it is a slip, by which no check could ever succeed. */
function withoutExit(word: string): string {
  return /^https?:\/\/\S+\s*\|\|\s*exit\s+1$/.test(word) ? word.replace(/\s*\|\|.*$/, "") : word;
}

function shellCheck(service: Service, text: string, path: ValuePath): Health | undefined {
  if (text.trim() === "") return undefined;
  return checkOf(service, text, ["sh", "-c", text], path);
}

function commandCheck(service: Service, command: string[], path: ValuePath): Health {
  const isShell = /^(\/bin\/)?(ba|a)?sh$/.test(command[0] ?? "") && command[1] === "-c" && command.length === 3;
  return checkOf(service, isShell ? (command[2] as string) : command, command, path);
}

/** Asking over http needs no program in the image; what listens on the loopback device alone must be asked inside. */
function checkOf(service: Service, asked: string | readonly string[], command: string[], path: ValuePath): Health {
  const http = httpCheck(asked);
  const to = service.option("health");
  const { ports, ways } = service.draft;
  const known = new Set<unknown>([...ports, ...ways.filter((way) => way.protocol !== "udp").map(({ port }) => port)]);
  if (http && known.has(http.port)) {
    const { port, ...check } = http;
    service.translated(path, check.http === undefined ? `a connection to port ${port}` : `a GET of ${check.http}`, {
      to,
    });
    const isFirst = ways.find((way) => way.protocol !== "udp")?.port === port;
    return { ...check, ...(!isFirst && { port }) };
  }
  service.carried(path, service.option("health", "command"));
  return { command };
}

function timing(service: Service, healthcheck: Readonly<Record<string, unknown>>, path: ValuePath): Health {
  const time = (key: string): number | undefined => {
    if (!(key in healthcheck)) return undefined;
    const at = [...path, key];
    const found = seconds(service.literal(healthcheck[key], at) ?? "");
    if (found === undefined) service.odd(at, "a duration such as 30s");
    return found;
  };
  const interval = time("interval");
  const timeout = time("timeout");
  const period = time("start_period");
  const failures = retries(service, healthcheck.retries, [...path, "retries"]);
  const everyStart = time("start_interval");
  if (interval !== undefined) service.carried([...path, "interval"], service.option("health", "interval"));
  if (timeout !== undefined) service.carried([...path, "timeout"], service.option("health", "timeout"));
  if (everyStart !== undefined) {
    service.translated([...path, "start_interval"], "nothing: until it has started it is asked every few seconds");
  }
  // In Docker failures only begin to count after the start period: it has that and all its retries to start.
  const start = (period ?? 0) + (interval ?? DOCKERS.interval) * (failures ?? DOCKERS.failures);
  if (period !== undefined) tellStart(service, [...path, "start_period"], start);
  return without(DEFAULTS, {
    interval,
    timeout,
    failures,
    ...(period !== undefined && start > DEFAULTS.start && { start: Math.min(start, 86_400) }),
  });
}

function tellStart(service: Service, path: ValuePath, start: number): void {
  if (start > DEFAULTS.start) {
    service.translated(path, `containers.${service.container}.options.health.start: ${start} s, the retries included`, {
      to: service.option("health", "start"),
    });
  } else service.translated(path, `nothing: a container has ${DEFAULTS.start} s to start anyway`);
}

function retries(service: Service, value: unknown, path: ValuePath): number | undefined {
  if (value === undefined) return undefined;
  const count = Number(service.literal(value, path));
  if (!Number.isInteger(count) || count < 0) {
    service.odd(path, "a whole number");
    return undefined;
  }
  service.carried(path, service.option("health", "failures"));
  return Math.min(100, Math.max(1, count));
}

/** Leaves out what is the default, and what is not given. */
function without<T extends Record<string, unknown>>(defaults: Readonly<Record<string, unknown>>, given: T): Health {
  return Object.fromEntries(
    Object.entries(given).filter(([key, value]) => value !== undefined && value !== defaults[key]),
  ) as Health;
}
