import type { z } from "zod";
import type { ContainerSpec, ExposeOptions } from "../../../constructs/spec.ts";
import type { ComposeProject } from "./project.ts";
import type { Service } from "./service.ts";

type ContainerInput = z.input<typeof ContainerSpec>;

/** Ports of a container that others use, at most. */
const MOST_PORTS = 50;

/** The containers of a definition, in the order of the services; those that others wait for to end are parts of these. */
export function assembleContainers(project: ComposeProject, services: readonly Service[]): ContainerInput[] {
  const publicPorts = new Map<string, string>();
  for (const { isInit, container } of services) if (isInit) project.volumes.removeUser(container);
  const containers = services.filter(({ isInit }) => !isInit);
  // A port outside belongs to whoever asks for it as it is, before those who could have it only because they listen on it.
  return containers.map((service) => assemble(service, publicPorts));
}

function assemble(service: Service, publicPorts: Map<string, string>): ContainerInput {
  const { container, draft } = service;
  const { image = "", command, args, workingDir, environment } = draft;
  const options = optionsOf(service, publicPorts);
  return {
    name: container,
    image,
    ...(command && { command }),
    ...(args && { args }),
    ...(workingDir && { workingDir }),
    ...(environment.size > 0 && { environment: Object.fromEntries(environment) }),
    ...(Object.keys(options).length > 0 && { options }),
  };
}

function optionsOf(service: Service, publicPorts: Map<string, string>): NonNullable<ContainerInput["options"]> {
  const { draft } = service;
  const ways = draft.ways.filter((way) => keepsItsPort(service, way, publicPorts));
  const ports = [...draft.ports].filter((port) => !ways.some((way) => isSamePort(way, port))).slice(0, MOST_PORTS);
  return {
    ...draft.options,
    ...(ways.length > 0 && { expose: exposeOf(ways) }),
    ...(ports.length > 0 && { ports }),
    ...(draft.init.length > 0 && { init: draft.init }),
    ...(draft.mounts.length > 0 && { volumes: [...draft.mounts] }),
  };
}

function isSamePort(way: ExposeOptions, port: number | string): boolean {
  return way.protocol === "udp" ? port === `${way.port}/udp` : port === way.port;
}

/** A public port belongs to one container of a project. */
function keepsItsPort(service: Service, way: ExposeOptions, publicPorts: Map<string, string>): boolean {
  const { port = 80, protocol = "http", publicPort = port } = way;
  if (protocol === "http") return true;
  const place = `${publicPort}/${protocol === "udp" ? "udp" : "tcp"}`;
  const owner = publicPorts.get(place);
  if (owner === undefined) {
    publicPorts.set(place, service.container);
    return true;
  }
  service.draft.ports.add(protocol === "udp" ? `${port}/udp` : port);
  const message = `${service.container} gets no public port ${publicPort}: ${owner} has it`;
  service.warn([...service.path, "ports"], "duplicate-port", message, 'give it another "publicPort"');
  return false;
}

/** The shortest way to say it: a port, one way in, or several. */
function exposeOf(ways: readonly ExposeOptions[]): NonNullable<NonNullable<ContainerInput["options"]>["expose"]> {
  const [first, ...more] = ways;
  if (more.length > 0 || first === undefined) return [...ways];
  const isPlain = Object.keys(first).length === 1 && typeof first.port === "number";
  if (Object.keys(first).length === 0) return true;
  return isPlain ? (first.port as number) : first;
}
