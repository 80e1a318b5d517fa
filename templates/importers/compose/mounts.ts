import { posix } from "node:path";
import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { isPlainObject } from "../read-yaml.ts";
import { freeName, mount, nameOfPath, replicasOf } from "./add-mount.ts";
import { bindMount } from "./bind-mounts.ts";
import { type MountEntry, readMount } from "./mount-syntax.ts";
import { entriesOf, itemsOf } from "./project.ts";
import type { Service } from "./service.ts";
import { memoryQuantity } from "./units.ts";

/** `volumes`, `tmpfs` and `shm_size`: everything a container sees in places of its own. */
export function translateMounts(service: Service): void {
  const { definition } = service;
  if ("volumes" in definition) {
    const path = [...service.path, "volumes"];
    service.carried(path, service.option("volumes"));
    for (const { value, path: at } of itemsOf(definition.volumes, path)) translateMount(service, value, at);
  }
  if ("tmpfs" in definition) {
    const path = [...service.path, "tmpfs"];
    if (Array.isArray(definition.tmpfs)) service.carried(path, service.option("volumes"));
    for (const { value, path: at } of itemsOf(definition.tmpfs, path)) translateTmpfs(service, value, at);
  }
  if ("shm_size" in definition) translateSharedMemory(service);
}

function translateMount(service: Service, value: unknown, path: ValuePath) {
  const entry = readMount(service, value, path);
  if (!entry) return service.odd(path, "source:/target, with a target that is known while importing");
  if (isPlainObject(value)) tellParts(service, value, path);
  if (entry.content !== undefined) {
    mount(service, entry, { file: service.text(entry.content, path), path: entry.target });
    return service.translated(path, `the file ${entry.target}`, { whole: true, to: service.option("volumes") });
  }
  if (entry.type === "tmpfs") return mountMemory(service, entry);
  if (entry.type === "other") return service.unsupported(path, "only volumes, folders and tmpfs can be mounted");
  if (entry.type === "bind") return bindMount(service, entry);
  if (entry.source === undefined && entry.blank === undefined) return mountAnonymous(service, entry);
  mountVolume(service, entry);
}

/** The parts of a long entry: what is not read has a reason of its own. */
function tellParts(service: Service, value: Readonly<Record<string, unknown>>, path: ValuePath): void {
  const to = service.option("volumes");
  for (const { key, value: part, path: at } of entriesOf(value, path)) {
    if (key === "consistency") service.translated(at, "nothing: it concerns Docker Desktop");
    else if (key === "bind") {
      service.carried(at, to);
      for (const { path: inner } of entriesOf(part, at))
        service.translated(inner, "nothing: nothing of the host is mounted");
    } else if (key === "volume") {
      service.carried(at, to);
      for (const { key: name, path: inner } of entriesOf(part, at)) {
        if (name === "subpath") service.carried(inner, to);
        else service.translated(inner, "nothing: a volume starts empty here");
      }
    } else if (key === "tmpfs") {
      service.carried(at, to);
      for (const { key: name, path: inner } of entriesOf(part, at)) {
        if (name === "size") service.carried(inner, to);
        else service.unsupported(inner, "an empty folder has the mode 0777 here");
      }
    } else if (MOUNT_KEYS.has(key)) service.carried(at, to);
    else if (!tellOwn(service, at, part)) service.unsupported(at, "compose has no such key here");
  }
}

const MOUNT_KEYS: ReadonlySet<string> = new Set(["type", "source", "src", "target", "destination", "read_only"]);

function tellOwn(service: Service, path: ValuePath, value: unknown): boolean {
  const own = service.project.dialect.ownKey(path, value, service.name);
  for (const row of own?.rows ?? []) service.project.ledger.say(row.path, { ...row, whole: true });
  return own !== undefined;
}

function mountVolume(service: Service, entry: MountEntry) {
  const { dialect, volumes } = service.project;
  const source = entry.source ?? entry.blank ?? "data";
  const wanted = entry.source === undefined ? nameOfPath(entry.target) : dialect.volumeName(source);
  const top = service.project.document.volumes;
  const definition = isPlainObject(top) ? top[source] : undefined;
  const options = isPlainObject(definition) && isPlainObject(definition.driver_opts) ? definition.driver_opts : {};
  if (options.type === "tmpfs") return mountMemory(service, entry);
  const name = volumes.mount(source, wanted, service.container, replicasOf(service));
  mount(service, entry, { volume: name, path: entry.target });
  service.carried(entry.path, service.option("volumes", name));
}

/** It lives as long as the container does. Inside a folder that came from a bind mount it only kept something of the image. */
function mountAnonymous(service: Service, entry: MountEntry) {
  const last = posix.basename(entry.target);
  if (/^(node_modules|vendor|target|\.venv|venv|__pycache__|\.next|dist|build)$/.test(last)) {
    return service.translated(entry.path, `nothing: ${entry.target} is the image's own`, { whole: true });
  }
  const name = freeName(service, nameOfPath(entry.target));
  mount(service, entry, { empty: name, path: entry.target });
  service.translated(entry.path, "an empty folder that ends with the pod", {
    whole: true,
    to: service.option("volumes"),
  });
}

function mountMemory(service: Service, entry: MountEntry): void {
  const size = entry.size === undefined ? undefined : memoryQuantity(entry.size);
  const name = freeName(service, nameOfPath(entry.target));
  mount(service, entry, { empty: { name, ...(size && { size }), memory: true }, path: entry.target });
  service.translated(entry.path, "an empty folder in memory", {
    whole: entry.size === undefined,
    to: service.option("volumes"),
  });
}

/** `/run`, or `/run:size=64m,mode=1777`. */
function translateTmpfs(service: Service, value: unknown, path: ValuePath) {
  const text = service.literal(value, path);
  const [target = "", options = ""] = text?.split(":") ?? [];
  if (!target.startsWith("/")) return service.odd(path, "an absolute path");
  const size = /(?:^|,)size=([0-9.]+[a-z]*)/i.exec(options)?.[1];
  mountMemory(service, { type: "tmpfs", target, readOnly: false, ...(size && { size }), path });
}

function translateSharedMemory(service: Service) {
  const path = [...service.path, "shm_size"];
  const size = memoryQuantity(service.literal(service.definition.shm_size, path) ?? "");
  if (!size) return service.odd(path, "a size such as 256m");
  const target = "/dev/shm";
  mount(
    service,
    { type: "tmpfs", target, readOnly: false, path },
    { empty: { name: "shm", size, memory: true }, path: target },
  );
  service.translated(path, "an empty folder in memory at /dev/shm", { to: service.option("volumes") });
}
