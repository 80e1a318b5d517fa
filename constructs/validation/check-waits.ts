import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { exposedPort, exposuresOf, waysIn } from "../exposure.ts";
import { connectionOf } from "../expressions/connection.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import { waitsOf } from "../objects/waits.ts";
import { type ContainerPort, parsePort, sidecarPorts } from "../ports.ts";
import type { ContainerSpec, ProjectSpec } from "../spec.ts";
import { controllerOf, hasHostName, workloadOf } from "../workload-kind.ts";

type Containers = ReadonlyMap<string, ContainerSpec>;

/** Waiting is for other containers of the project that can be called, and never in a circle. */
export function checkWaits({ containers }: ProjectSpec): Diagnostic[] {
  const byName: Containers = new Map(containers.map((container) => [container.name, container]));
  return [
    ...containers.flatMap((container, index) => waits(container, byName, ["containers", index, "options", "waitFor"])),
    ...circles(containers, byName),
  ];
}

function waits(container: ContainerSpec, byName: Containers, path: ValuePath): Diagnostic[] {
  const seen = new Set<string>();
  return waitsOf(container).flatMap(({ container: name, port }, index): Diagnostic[] => {
    const place = [...path, index];
    const target = byName.get(name);
    if (name === container.name) return [problem("waits-for-itself", "it would wait for itself for ever", place, name)];
    if (seen.has(name)) return [problem("duplicate-name", "it waits for this container already", place, name)];
    seen.add(name);
    if (!target)
      return [
        unknown(
          name,
          [...byName.keys()].filter((other) => other !== container.name),
          place,
        ),
      ];
    if (!hasHostName(target)) return [notCallable(target, place)];
    if (port !== undefined) return hidesPort(target, port) ? [hiddenPort(target, port, [...place, "port"])] : [];
    return opensPort(target) ? [] : [noPort(target, place)];
  });
}

function opensPort(target: ContainerSpec): boolean {
  const exposed = waysIn(target).some(({ options }) => options.protocol !== "udp");
  return exposed || openedPorts(target).some(isTcp) || connectionOf(target.image) !== undefined;
}

/** Whether its host name leads to other ports alone. Without a known port, and to a stateful one, it leads to all. */
function hidesPort(target: ContainerSpec, port: number): boolean {
  if (controllerOf(target) === "StatefulSet") return false;
  const exposed = exposuresOf(target, "project", { domain: "zone" }).map(exposedPort);
  const known = [...exposed, ...openedPorts(target)];
  return known.length > 0 && !known.some((one) => isTcp(one) && one.number === port);
}

function openedPorts(target: ContainerSpec): readonly ContainerPort[] {
  return [...(target.options?.ports ?? []).map(parsePort), ...sidecarPorts(target)];
}

function isTcp({ transport }: ContainerPort): boolean {
  return transport === "TCP";
}

function unknown(name: string, names: readonly string[], path: ValuePath): Diagnostic {
  return {
    ...problem("unknown-container", "no container of this project has this name", path, name.slice(0, 64)),
    allowed: names.slice(0, 20).join(", ") || "other containers of this project",
    fix: didYouMean(nearestName(name, names)) ?? "leave it out",
  };
}

function notCallable(target: ContainerSpec, path: ValuePath): Diagnostic {
  const message = `a container of the kind ${workloadOf(target).kind} accepts no connections`;
  return problem("unknown-port", message, path, target.name);
}

function noPort(target: ContainerSpec, path: ValuePath): Diagnostic {
  const name = JSON.stringify(target.name);
  return {
    ...problem("unknown-port", "no port of it is known that accepts connections", path, target.name),
    fix: `write { "container": ${name}, "port": 5432 }, or give ${name} options "ports": [5432]`,
  };
}

function hiddenPort(target: ContainerSpec, port: number, path: ValuePath): Diagnostic {
  const name = JSON.stringify(target.name);
  return {
    ...problem("unknown-port", `${name} has ports, but not this one, so nobody reaches it`, path, ""),
    got: String(port),
    fix: `add ${port} to options "ports" of ${name}`,
  };
}

/** Circles of waiting, each told at the container where the search met it. Every wait is followed once. */
function circles(containers: readonly ContainerSpec[], byName: Containers): Diagnostic[] {
  const done = new Set<string>();
  const way: string[] = [];
  const found: Diagnostic[] = [];
  const follow = ({ name, options }: ContainerSpec): void => {
    if (done.has(name)) return;
    if (way.includes(name)) {
      const index = containers.findIndex((container) => container.name === name);
      found.push(circular([...way.slice(way.indexOf(name)), name], ["containers", index, "options", "waitFor"]));
      return;
    }
    way.push(name);
    for (const { container } of waitsOf({ options })) {
      const next = container === name ? undefined : byName.get(container);
      if (next) follow(next);
    }
    way.pop();
    done.add(name);
  };
  for (const container of containers) follow(container);
  return found;
}

function circular(way: readonly string[], path: ValuePath): Diagnostic {
  const shown = way.length > 10 ? [...way.slice(0, 5), "…", ...way.slice(-3)] : way;
  const message = `they wait for each other for ever: ${shown.join(" → ")}`;
  return { severity: "error", code: "circular-wait", message, path, fix: "let one of them start first" };
}

function problem(code: string, message: string, path: ValuePath, got: string): Diagnostic {
  return { severity: "error", code, message, path, got: JSON.stringify(got), fix: "leave it out" };
}
