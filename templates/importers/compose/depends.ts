import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { isPlainObject } from "../read-yaml.ts";
import { checkedPort } from "./checked-port.ts";
import { type ComposeProject, entriesOf, itemsOf, textOf } from "./project.ts";
import type { InitContainerInput, Service } from "./service.ts";

/** What a service says of another that it depends on. */
interface Dependency {
  readonly name: string;
  readonly condition: string;
  readonly path: ValuePath;
}

/** Services that others wait for to end well, and so become their init containers. */
export function markInitServices(services: Iterable<Service>): void {
  for (const service of services) {
    for (const { name, condition } of dependencies(service)) {
      const target = serviceNamed(service.project, name);
      if (condition === "service_completed_successfully" && target && target !== service) target.isInit = true;
    }
  }
}

/** The service of a name; apps of one file are also called by what their containers are called. */
export function serviceNamed({ services }: ComposeProject, name: string): Service | undefined {
  return services.get(name) ?? [...services.values()].find(({ container }) => container === name);
}

/** `depends_on` and `links`: the others must accept connections, or have ended, before it starts. */
export function translateDepends(service: Service): void {
  const { definition } = service;
  if (definition.depends_on !== undefined) service.carried([...service.path, "depends_on"], service.option("waitFor"));
  for (const dependency of dependencies(service)) translateDependency(service, dependency);
}

function dependencies({ definition, path }: Service): Dependency[] {
  const at = [...path, "depends_on"];
  const given = definition.depends_on;
  const named = isPlainObject(given)
    ? entriesOf(given, at).map(({ key, value, path: inner }) => ({
        name: key,
        condition: (isPlainObject(value) ? textOf(value.condition) : undefined) ?? "service_started",
        path: inner,
      }))
    : itemsOf(given, at).map(({ value, path: inner }) => ({
        name: textOf(value) ?? "",
        condition: "service_started",
        path: inner,
      }));
  return named;
}

function translateDependency(service: Service, { name, condition, path }: Dependency) {
  const { project } = service;
  const target = serviceNamed(project, name);
  tellParts(service, path);
  if (!target) {
    const reason = project.leftOut.get(name) ?? `there is no service ${JSON.stringify(name)}`;
    return service.unsupported(path, reason);
  }
  if (target === service) return service.unsupported(path, "it cannot wait for itself");
  if (target.isInit) {
    return service.translated(path, `init container ${target.container}, which runs to its end first`, {
      to: service.option("init"),
    });
  }
  if (condition === "service_completed_successfully") {
    return service.unsupported(path, "they would wait for each other's end");
  }
  if (waitsFor(target, service)) {
    return service.unsupported(path, "they wait for each other, and neither would start");
  }
  if (!hasPort(target) && checkedPort(target) === undefined) {
    return service.translated(
      path,
      `nothing: which port ${target.container} listens on is not known; it is tried again until it works`,
    );
  }
  addWait(service, target);
  service.carried(path, service.option("waitFor"));
}

function addWait(service: Service, target: Service): void {
  if (service.waits.has(target)) return;
  service.waits.add(target);
  service.draft.options.waitFor = [...service.waits].map(waitEntry);
}

/** A port that only its health check tells is for waiting alone: naming it among its ports would close all others. */
function waitEntry(target: Service) {
  const port = hasPort(target) ? undefined : checkedPort(target);
  return port === undefined ? target.container : { container: target.container, port };
}

function tellParts(service: Service, path: ValuePath): void {
  const { depends_on: given } = service.definition;
  const value = isPlainObject(given) ? given[String(path.at(-1))] : undefined;
  for (const { key, path: at } of entriesOf(value, path)) {
    if (key === "condition") service.carried(at, service.option("waitFor"));
    else if (key === "restart") service.unsupported(at, "a container is not restarted because another one was");
    else if (key === "required") service.translated(at, "nothing: it waits where there is something to wait for");
    else service.unsupported(at, "compose has no such key here");
  }
}

/** Only tcp ports can be waited for. */
export function hasPort({ draft }: Service): boolean {
  return (
    draft.ways.some(({ protocol }) => protocol !== "udp") || [...draft.ports].some((port) => typeof port === "number")
  );
}

/** Whether `from` waits for `to`, by way of others too. */
function waitsFor(from: Service, to: Service): boolean {
  const seen = new Set<Service>();
  const left = [from];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next === to) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    left.push(...next.waits);
  }
  return false;
}

/** Puts the services that others wait for to end into those others, with all that they themselves wait for. */
export function moveInitServices(service: Service): void {
  collectInits(service, service, new Set([service]));
}

function collectInits(service: Service, into: Service, seen: Set<Service>): void {
  for (const { name } of dependencies(service)) {
    const target = serviceNamed(service.project, name);
    if (!target?.isInit || seen.has(target)) continue;
    seen.add(target);
    collectInits(target, into, seen);
    into.draft.init.push(initContainer(target, into));
    for (const wait of target.waits) if (wait !== into && !waitsFor(wait, into)) addWait(into, wait);
  }
}

/** Services that a service has become an init container of. */
export function ownersOf(init: Service, services: readonly Service[]): readonly Service[] {
  return services.filter(({ isInit, draft }) => !isInit && draft.init.some(({ name }) => name === init.container));
}

/** What of a container an init container can say. */
function initContainer({ container, draft }: Service, into: Service): InitContainerInput {
  const { image = "", command, args, workingDir, environment, mounts, options } = draft;
  for (const { volume } of mounts) {
    if (volume !== undefined) into.project.volumes.addUser(volume, into.container);
  }
  return {
    name: container,
    image,
    ...(command && { command }),
    ...(args && { args }),
    ...(workingDir && { workingDir }),
    ...(environment.size > 0 && { environment: Object.fromEntries(environment) }),
    ...(mounts.length > 0 && { volumes: mounts }),
    ...(options.resources !== undefined && { resources: options.resources }),
    ...(options.pull && { pull: options.pull }),
  };
}
