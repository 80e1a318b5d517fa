import type { z } from "zod";
import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { lookUp } from "../../../constructs/look-up.ts";
import type { Resources } from "../../../constructs/spec.ts";
import { isPlainObject } from "../read-yaml.ts";
import { translateLabels } from "./labels.ts";
import { entriesOf } from "./project.ts";
import type { Service } from "./service.ts";
import { byteCount, cpuQuantity, memoryQuantity, seconds } from "./units.ts";

interface Amounts {
  cpu?: string;
  memory?: string;
}

/** How many of it run, where, with what: `deploy`, `scale`, and the keys of older files that say the same. */
export function translateDeploy(service: Service): void {
  const amounts: { requests: Amounts; limits: Amounts; gpus?: number } = { requests: {}, limits: {} };
  translateOlderAmounts(service, amounts);
  const path = [...service.path, "deploy"];
  const { deploy } = service.definition;
  if (deploy === null) service.translated(path, "nothing: it is empty");
  else if (deploy !== undefined && !isPlainObject(deploy)) service.odd(path, "a mapping");
  else if (isPlainObject(deploy)) {
    service.carried(path, service.option());
    for (const { key, value, path: at } of entriesOf(deploy, path)) {
      const translate = lookUp(DEPLOY_KEYS, key);
      if (translate) translate(service, value, at, amounts);
      else service.unsupported(at, "compose has no such key here");
    }
  }
  if ("scale" in service.definition) setReplicas(service, service.definition.scale, [...service.path, "scale"]);
  if ("gpus" in service.definition) translateGpus(service, amounts);
  setResources(service, amounts);
}

type Collected = { requests: Amounts; limits: Amounts; gpus?: number };
type Translate = (service: Service, value: unknown, path: ValuePath, amounts: Collected) => void;

const LEAST_MEMORY = 6 * 1024 ** 2;

const PLACEMENT = "where it runs is decided by the zone; spread and zones say what can be wished";

const DEPLOY_KEYS: Readonly<Record<string, Translate>> = {
  mode: (service, value, path) => translateMode(service, service.literal(value, path), path),
  replicas: (service, value, path) => setReplicas(service, value, path),
  resources: translateResources,
  restart_policy: translateRestartPolicy,
  update_config: translateUpdate,
  rollback_config: (service, _value, path) =>
    service.unsupported(
      path,
      "there is no rollback by itself: a failed rollout stops where it is, and the next espalier up mends it",
    ),
  labels: (service, value, path) => translateLabels(service, value, path),
  placement: (service, _value, path) => service.unsupported(path, PLACEMENT),
  endpoint_mode: (service, value, path) =>
    service.literal(value, path) === "vip"
      ? service.translated(path, "nothing: a container has one address for all of its replicas")
      : service.unsupported(path, "a container has one address for all of its replicas"),
};

function translateMode(service: Service, mode: string | undefined, path: ValuePath) {
  const to = service.option("workload");
  switch (mode) {
    case "replicated":
      return service.translated(path, "nothing: that is the default");
    case "global":
      service.draft.options.workload = "daemon";
      return service.translated(path, "workload: daemon, one on every node", { to });
    case "replicated-job":
      service.draft.options.workload = "job";
      return service.translated(path, "workload: job", { to });
    default:
      return service.unsupported(path, "there is no such way of running here: long-running, daemon, job");
  }
}

function setReplicas(service: Service, value: unknown, path: ValuePath) {
  const known = Number(service.literal(value, path) ?? Number.NaN);
  const replicas = service.project.dialect.number(String(value), path);
  if (replicas === undefined || !Number.isInteger(known) || known < 0 || known > 1000) {
    return service.odd(path, "a whole number up to 1000");
  }
  // A blank there takes its value when the definition is evaluated.
  service.draft.options.replicas = replicas as number;
  service.carried(path, service.option("replicas"));
}

function translateResources(service: Service, value: unknown, path: ValuePath, amounts: Collected): void {
  const to = service.option("resources");
  service.carried(path, to);
  for (const { key, value: part, path: at } of entriesOf(value, path)) {
    if (key !== "limits" && key !== "reservations") {
      service.unsupported(at, "compose has no such key here");
      continue;
    }
    service.carried(at, to);
    const side = key === "limits" ? amounts.limits : amounts.requests;
    for (const { key: what, value: amount, path: inner } of entriesOf(part, at)) {
      if (what === "cpus") setCpu(service, side, amount, inner);
      else if (what === "memory") setMemory(service, side, amount, inner);
      else if (what === "devices") translateDevices(service, amount, inner, amounts);
      else service.unsupported(inner, "only cpu, memory and graphics processors are promised or bounded");
    }
  }
}

function setCpu(service: Service, side: Amounts, value: unknown, path: ValuePath) {
  const cpu = cpuQuantity(service.literal(value, path) ?? "");
  if (cpu === undefined) return service.odd(path, "a number of cpus such as 0.5");
  side.cpu = cpu;
  service.carried(path, service.option("resources"));
}

function setMemory(service: Service, side: Amounts, value: unknown, path: ValuePath) {
  const text = service.literal(value, path) ?? "";
  const memory = memoryQuantity(text);
  // Docker starts nothing with less.
  if (memory === undefined || (byteCount(text) ?? 0) < LEAST_MEMORY) return service.odd(path, "a size from 6m on");
  side.memory = memory;
  service.carried(path, service.option("resources"));
}

function translateDevices(service: Service, value: unknown, path: ValuePath, amounts: Collected) {
  const devices = Array.isArray(value) ? value : [];
  const gpu = devices.find((one) => isPlainObject(one) && JSON.stringify(one.capabilities ?? []).includes("gpu"));
  if (!isPlainObject(gpu)) return service.unsupported(path, "of devices only graphics processors are given");
  amounts.gpus = gpuCount(gpu.count);
  service.translated(path, `gpus: ${amounts.gpus}`, { whole: true, to: service.option("resources") });
}

function translateGpus(service: Service, amounts: Collected): void {
  const path = [...service.path, "gpus"];
  const { gpus } = service.definition;
  amounts.gpus = Array.isArray(gpus) && isPlainObject(gpus[0]) ? gpuCount(gpus[0].count) : gpuCount(gpus);
  service.translated(path, `gpus: ${amounts.gpus}`, { whole: true, to: service.option("resources") });
}

/** `all` is one: how many a node has is not known here. */
function gpuCount(value: unknown): number {
  const count = Number(value);
  return Number.isInteger(count) && count >= 1 && count <= 64 ? count : 1;
}

const OLDER: Readonly<Record<string, (service: Service, value: unknown, path: ValuePath, amounts: Collected) => void>> =
  {
    mem_limit: (service, value, path, { limits }) => setMemory(service, limits, value, path),
    mem_reservation: (service, value, path, { requests }) => setMemory(service, requests, value, path),
    cpus: (service, value, path, { limits }) => setCpu(service, limits, value, path),
  };

function translateOlderAmounts(service: Service, amounts: Collected): void {
  for (const [key, translate] of Object.entries(OLDER)) {
    if (key in service.definition) translate(service, service.definition[key], [...service.path, key], amounts);
  }
}

/** Where promise and ceiling are one, or one of them is not given, the short form says it. */
function setResources(service: Service, { requests, limits, gpus }: Collected): void {
  const whats = ["cpu", "memory"] as const;
  for (const what of whats) if (isMore(requests[what], limits[what])) requests[what] = limits[what] as string;
  const both = whats.filter((what) => limits[what] !== undefined && requests[what] === limits[what]);
  const given: Extract<z.input<typeof Resources>, object> = {
    ...pick(limits, both),
    ...some(
      "requests",
      pick(
        requests,
        whats.filter((what) => !both.includes(what)),
      ),
    ),
    ...some(
      "limits",
      pick(
        limits,
        whats.filter((what) => !both.includes(what)),
      ),
    ),
    ...(gpus !== undefined && { gpus }),
  };
  if (Object.keys(given).length > 0) service.draft.options.resources = given;
}

/** More cannot be promised than there may be. */
function isMore(promised: string | undefined, most: string | undefined): boolean {
  return promised !== undefined && most !== undefined && size(promised) > size(most);
}

function size(quantity: string): number {
  const [, number = "0", unit = ""] = /^([0-9.]+)(\D*)$/.exec(quantity) ?? [];
  return Number(number) * ({ m: 0.001, Mi: 1, Gi: 1024 }[unit] ?? 1);
}

function pick(amounts: Amounts, keys: readonly (keyof Amounts)[]): Amounts {
  return Object.fromEntries(keys.filter((key) => amounts[key] !== undefined).map((key) => [key, amounts[key]]));
}

function some(key: "requests" | "limits", amounts: Amounts): Partial<Record<typeof key, Amounts>> {
  return Object.keys(amounts).length > 0 ? { [key]: amounts } : {};
}

function translateRestartPolicy(service: Service, value: unknown, path: ValuePath): void {
  service.carried(path, service.option("deployment"));
  for (const { key, value: part, path: at } of entriesOf(value, path)) {
    if (key === "condition") translateRestart(service, part, at);
    else service.translated(at, "nothing: how long to wait before the next start is decided by the cluster");
  }
}

/** `restart`, and the condition of a restart policy. */
export function translateRestart(service: Service, value: unknown, path: ValuePath) {
  // YAML 1.1 read a plain `no` as false.
  const policy = value === false ? "no" : service.literal(value, path);
  const to = service.option("deployment");
  if (policy === "no" || policy === "none") {
    service.draft.options.deployment = "self-managed";
    return service.translated(path, "deployment: self-managed, if it stops, it stops", { to });
  }
  if (/^(always|unless-stopped|any)$/.test(policy ?? "")) {
    return service.translated(path, "nothing: containers are restarted when they stop");
  }
  if (/^on-failure(:\d+)?$/.test(policy ?? "")) {
    return service.translated(path, "nothing: what fails is started again");
  }
  service.odd(path, "no, always, on-failure or unless-stopped");
}

function translateUpdate(service: Service, value: unknown, path: ValuePath): void {
  const to = service.option("rollout");
  service.carried(path, to);
  const rollout: { unavailable?: number; surge?: number; settle?: number } = {};
  const startsFirst = isPlainObject(value) && service.literal(value.order, path) === "start-first";
  for (const { key, value: part, path: at } of entriesOf(value, path)) {
    const text = service.literal(part, at) ?? "";
    if (key === "parallelism" && /^[0-9]{1,3}$/.test(text) && Number(text) > 0) {
      rollout[startsFirst ? "surge" : "unavailable"] = Number(text);
      service.translated(at, `${startsFirst ? "surge" : "unavailable"}: ${text}`, { to });
    } else if (key === "delay" && seconds(text) !== undefined) {
      rollout.settle = seconds(text) as number;
      service.translated(at, `settle: ${rollout.settle} s`, { to });
    } else if (key === "order")
      service.translated(at, startsFirst ? "surge: new ones first" : "unavailable: old ones first");
    else service.unsupported(at, "a rollout that does not get ready stops where it is");
  }
  if (Object.keys(rollout).length > 0) service.draft.options.rollout = rollout;
}
