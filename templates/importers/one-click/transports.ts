type Transport = "tcp" | "udp";

/** Ports on which udp alone is spoken: IANA's registry, and games by their manuals. */
const UDP_ONLY: ReadonlySet<number> = new Set([
  67, 68, 69, 123, 161, 500, 1194, 2456, 2457, 2458, 4500, 9987, 10000, 19132, 19133, 34197, 51820,
]);

/** Ports on which both are spoken. */
const BOTH: ReadonlySet<number> = new Set([
  53, 88, 464, 514, 853, 3478, 5060, 5349, 6881, 7777, 22000, 25565, 27015, 27016, 51413, 64738,
]);

/**
 * CapRover publishes every port for tcp and for udp (caprover/caprover, DockerApi.ts, `updateService`). Where it is known
 * what is spoken on one, the other stays closed; the rest are tcp.
 */
export function transportsOf(port: number): readonly Transport[] {
  if (UDP_ONLY.has(port)) return ["udp"];
  return BOTH.has(port) ? ["tcp", "udp"] : ["tcp"];
}
