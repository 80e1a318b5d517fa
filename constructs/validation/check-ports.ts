import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { parsePort, portName } from "../ports.ts";
import type { ContainerSpec, Port, ProjectSpec } from "../spec.ts";

const HIGHEST = 65_535;

/** Ports exist, and one image alone of a pod listens on each: they share one network. */
export function checkPorts({ containers, network }: ProjectSpec): Diagnostic[] {
  return [
    ...(["to", "from"] as const).flatMap((direction) =>
      (network?.[direction] ?? []).flatMap(({ ports = [] }, index) =>
        checkRange(ports, ["network", direction, index, "ports"]),
      ),
    ),
    ...containers.flatMap((container, index) => {
      const lists = portLists(container, ["containers", index, "options"]);
      return [...lists.flatMap(({ ports, path }) => checkRange(ports, path)), ...checkSidecars(container, index)];
    }),
  ];
}

function portLists({ options }: ContainerSpec, path: ValuePath) {
  const { network, ports = [], sidecars = [] } = options ?? {};
  return [
    { ports, path: [...path, "ports"] },
    ...sidecars.map((sidecar, at) => ({ ports: sidecar.ports ?? [], path: [...path, "sidecars", at, "ports"] })),
    ...(["to", "from"] as const).flatMap((direction) =>
      (network?.[direction] ?? []).map((peer, at) => ({
        ports: peer.ports ?? [],
        path: [...path, "network", direction, at, "ports"],
      })),
    ),
  ];
}

function checkRange(ports: readonly Port[], path: ValuePath): Diagnostic[] {
  return ports.flatMap((port, index) => {
    if (parsePort(port).number <= HIGHEST) return [];
    const allowed = `1 to ${HIGHEST}`;
    const place = [...path, index];
    return [
      { severity: "error", code: "wrong-number", message: "no such port", path: place, got: `"${port}"`, allowed },
    ];
  });
}

function checkSidecars({ name, options }: ContainerSpec, index: number): Diagnostic[] {
  const owners = new Map((options?.ports ?? []).map((port) => [portName(parsePort(port)), name]));
  return (options?.sidecars ?? []).flatMap((sidecar, at) =>
    (sidecar.ports ?? []).flatMap((port, position): Diagnostic[] => {
      const said = portName(parsePort(port));
      const owner = owners.get(said);
      owners.set(said, sidecar.name);
      if (owner === undefined || owner === sidecar.name) return [];
      return [
        {
          severity: "warning",
          code: "shared-port",
          message: `${JSON.stringify(owner)} listens on this port already, and shares its network with ${JSON.stringify(sidecar.name)}`,
          path: ["containers", index, "options", "sidecars", at, "ports", position],
          got: said,
          fix: "give one of them another port",
        },
      ];
    }),
  );
}
