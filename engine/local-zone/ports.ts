import { readFileSync, rmSync } from "node:fs";
import { freePort, isFree, isPort } from "../loopback-port.ts";
import { writeFileWhole } from "../write-file-whole.ts";
import { LocalZoneError } from "./local-zone-error.ts";
import type { ZoneFolder } from "./zone-folder.ts";

/** Loopback ports of a local zone. */
export interface ZonePorts {
  readonly apiserver: number;
  /** Of the node side: where the API server asks for the logs of pods. */
  readonly nodes: number;
}

/** The zone's ports of last time, so that its address stays the same; another one for each that was taken meanwhile. */
export async function choosePorts(folder: ZoneFolder): Promise<ZonePorts> {
  const kept = readPorts(folder);
  const apiserver = await keepOrFind(folder, kept?.apiserver, []);
  const nodes = await keepOrFind(folder, kept?.nodes, [apiserver]);
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

async function keepOrFind({ zone }: ZoneFolder, kept: number | undefined, taken: readonly number[]): Promise<number> {
  if (kept !== undefined && (await isFree(kept))) return kept;
  const found = await freePort(taken);
  if (found === undefined) throw new LocalZoneError(zone, "no port is free on 127.0.0.1");
  return found;
}
