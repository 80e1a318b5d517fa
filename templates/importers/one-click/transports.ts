type Transport = "tcp" | "udp";

/** Ports on which udp alone is spoken: IANA's registry, and games by their manuals. */
const UDP_ONLY: ReadonlySet<number> = new Set([
  67, 68, 69, 123, 161, 500, 1194, 2456, 2457, 2458, 4500, 9987, 10000, 19132, 19133, 34197, 51820,
]);

/** Ports on which tcp alone is spoken, from and to: mail, shells, databases, queues, and where the web is served. */
const TCP_ONLY: readonly (readonly [number, number])[] = [
  [20, 25],
  [80, 81],
  [110, 119],
  [143, 143],
  [443, 443],
  [465, 465],
  [587, 587],
  [636, 636],
  [993, 995],
  [1433, 1433],
  [1883, 1883],
  [1935, 1935],
  [2222, 2222],
  [3000, 3010],
  [3306, 3306],
  [3389, 3389],
  [4190, 4190],
  [4466, 4466],
  [5000, 5010],
  [5222, 5269],
  [5432, 5432],
  [5672, 5672],
  [5900, 5910],
  [6379, 6379],
  [6667, 6697],
  [8000, 8999],
  [9000, 9500],
  [10011, 10011],
  [15672, 15672],
  [27017, 27019],
  [30033, 30033],
  [50000, 50000],
];

/**
 * CapRover publishes every port for tcp and for udp (caprover/caprover, DockerApi.ts, `updateService`). Where it is known
 * what is spoken on one, the other stays closed.
 */
export function transportsOf(port: number): readonly Transport[] {
  if (UDP_ONLY.has(port)) return ["udp"];
  return TCP_ONLY.some(([from, to]) => port >= from && port <= to) ? ["tcp"] : ["tcp", "udp"];
}
