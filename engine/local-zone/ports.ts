import { randomInt } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { writeFileWhole } from "../write-file-whole.ts";
import type { ZoneFolder } from "./zone-folder.ts";

/** Loopback ports of a local zone. */
export interface ZonePorts {
  readonly apiserver: number;
  /** Of the node side: where the API server asks for the logs of pods. */
  readonly nodes: number;
}

/**
 * Below the range that systems give to outgoing connections, one of which could take it before the zone's server listens, or
 * while it is down; and above what servers are known for.
 */
const RANGE = [15_000, 30_000] as const;
const TRIES = 20;

/** The zone's ports of last time, so that its address stays the same; another one for each that was taken meanwhile. */
export async function choosePorts(folder: ZoneFolder): Promise<ZonePorts> {
  const kept = readPorts(folder);
  const apiserver = await keepOrFind(kept?.apiserver, []);
  const nodes = await keepOrFind(kept?.nodes, [apiserver]);
  const ports: ZonePorts = { apiserver, nodes };
  if (apiserver !== kept?.apiserver || nodes !== kept?.nodes) writeFileWhole(folder.ports, JSON.stringify(ports));
  return ports;
}

/** The next start chooses others. */
export function forgetPorts(folder: ZoneFolder): void {
  rmSync(folder.ports, { force: true });
}

export function readPorts(folder: ZoneFolder): ZonePorts | undefined {
  try {
    const { apiserver, nodes } = JSON.parse(readFileSync(folder.ports, "utf8")) as Record<string, unknown>;
    return isPort(apiserver) && isPort(nodes) ? { apiserver, nodes } : undefined;
  } catch {
    return undefined;
  }
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 1023 && (value as number) < 65_536;
}

async function keepOrFind(kept: number | undefined, taken: readonly number[]): Promise<number> {
  if (kept !== undefined && (await listenOnce(kept)) !== undefined) return kept;
  for (let tried = 1; ; tried += 1) {
    const found = await listenOnce(tried > TRIES ? 0 : randomInt(...RANGE));
    if (found !== undefined && !taken.includes(found)) return found;
  }
}

/** The port when it can be listened on, undefined when it is taken. */
function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
