import type { ContainerSpec, Port } from "./spec.ts";

export type Transport = "TCP" | "UDP" | "SCTP";

/** A port that a container listens on. */
export interface ContainerPort {
  readonly number: number;
  readonly transport: Transport;
}

/** `5432` → TCP, `"53/udp"` → UDP. */
export function parsePort(port: Port): ContainerPort {
  if (typeof port === "number") return { number: port, transport: "TCP" };
  const [number, transport = "tcp"] = port.split("/");
  return { number: Number(number), transport: transport.toUpperCase() as Transport };
}

/** As a person reads it: `5432`, `53/udp`. */
export function portName({ number, transport }: ContainerPort): string {
  return transport === "TCP" ? String(number) : `${number}/${transport.toLowerCase()}`;
}

/** Each once, ascending, TCP before the others: the order in a definition makes no difference. */
export function distinctPorts(ports: readonly ContainerPort[]): readonly ContainerPort[] {
  const known = new Map(ports.map((port) => [portName(port), port]));
  return [...known.values()].sort(
    (one, other) => one.number - other.number || rank(one.transport) - rank(other.transport),
  );
}

/** The ports that sidecars open for other containers. */
export function sidecarPorts({ options }: ContainerSpec): readonly ContainerPort[] {
  return (options?.sidecars ?? []).flatMap(({ ports = [] }) => ports.map(parsePort));
}

function rank(transport: Transport): number {
  return (["TCP", "UDP", "SCTP"] as const).indexOf(transport);
}
