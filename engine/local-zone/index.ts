import { existsSync, rmSync } from "node:fs";
import { withFileLock } from "../../toolchain/file-lock.ts";
import { resolveToolchain } from "../../toolchain/resolve.ts";
import { LOCAL_ZONE_TOOLS } from "../../toolchain/tools.ts";
import { connectZone } from "../kubernetes-client.ts";
import type { FileZone } from "../zone.ts";
import { defaultZoneContext } from "../zone-context-default.ts";
import { withFacts } from "../zone-facts.ts";
import { localZoneObjects, setUpZone, zoneObjects } from "../zone-setup.ts";
import { forgetZone, getZone, rememberZone } from "../zones.ts";
import { LocalZoneError } from "./local-zone-error.ts";
import type { LocalZonePrograms } from "./node-side.ts";
import { forgetPorts } from "./ports.ts";
import type { LocalZoneStep, OnLocalZoneProgress } from "./progress.ts";
import { areControllersAndNodesReady, doesApiserverAnswer, isApiserverReady, waitFor } from "./readiness.ts";
import { NODE_SIDE, processNames, STORAGE, startApiserver, startClients, stopProcesses } from "./start-and-stop.ts";
import { createZoneFolder, type ZoneFolder, zoneFolder } from "./zone-folder.ts";
import { boundLog, runningProcess } from "./zone-process.ts";

export { LocalZoneError } from "./local-zone-error.ts";
export { formatLocalZoneProgress, type LocalZoneProgress, type OnLocalZoneProgress } from "./progress.ts";

export interface UpOptions {
  readonly onProgress?: OnLocalZoneProgress;
  /** Number of simulated nodes of a zone that has none yet; default 3. */
  readonly nodes?: number;
  readonly signal?: AbortSignal;
}

export interface LocalZoneStatus {
  readonly name: string;
  /** `broken`: some of its programs run, or all, but its API server does not answer; `up` heals it. */
  readonly state: "absent" | "stopped" | "running" | "broken";
  /** Its programs, with the id of those that run. */
  readonly processes: readonly { readonly name: string; readonly pid?: number }[];
  readonly logs: string;
}

const DEFAULT_NODES = 3;
const MAX_NODES = 100;
const START_SECONDS = 180;
const PORT_TRIES = 3;

/**
 * Brings a local zone up, unless it is: starts it, heals it when some of its programs have ended, keeps what is in it.
 * Its programs go on running when this process ends.
 *
 * @throws LocalZoneError, or ToolchainError when a program it needs cannot be obtained.
 */
export async function upLocalZone(name: string, options: UpOptions = {}): Promise<FileZone> {
  const folder = zoneFolder(name);
  const nodes = options.nodes ?? DEFAULT_NODES;
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MAX_NODES) {
    throw new LocalZoneError(name, `cannot have ${nodes} nodes; allowed are 1 to ${MAX_NODES}`);
  }
  await refuseOtherKind(name);
  return withFileLock(folder.lock, () => bringUp(folder, nodes, options), { signal: options.signal });
}

/** Ends the programs of a local zone; what is in it stays for the next start. */
export async function downLocalZone(name: string): Promise<void> {
  const folder = zoneFolder(name);
  if (!existsSync(folder.root)) return;
  await withFileLock(folder.lock, () => stopProcesses(folder));
}

/** Empties a local zone. When it was running, an empty one runs afterwards, at the same address. */
export async function resetLocalZone(name: string, options: UpOptions = {}): Promise<void> {
  const folder = zoneFolder(name);
  if (!existsSync(folder.root)) return;
  const wasUp = processNames().some((one) => runningProcess(folder, one) !== undefined);
  await withFileLock(folder.lock, async () => {
    await stopProcesses(folder);
    rmSync(folder.data, { recursive: true, force: true });
  });
  if (wasUp) await upLocalZone(name, options);
}

/** Ends a local zone and removes everything of it, its entry among the zones too. */
export async function removeLocalZone(name: string): Promise<void> {
  const folder = zoneFolder(name);
  await refuseOtherKind(name);
  await withFileLock(folder.lock, async () => {
    await stopProcesses(folder);
    rmSync(folder.root, { recursive: true, force: true });
    await forgetZone(name);
  });
}

export async function localZoneStatus(name: string): Promise<LocalZoneStatus> {
  const folder = zoneFolder(name);
  const processes = processNames().map((one) => {
    const pid = runningProcess(folder, one);
    return { name: one, ...(pid !== undefined && { pid }) };
  });
  return { name, state: await stateOf(folder, processes), processes, logs: folder.logs };
}

async function stateOf(folder: ZoneFolder, processes: LocalZoneStatus["processes"]): Promise<LocalZoneStatus["state"]> {
  if (!existsSync(folder.root)) return "absent";
  const running = processes.filter(({ pid }) => pid !== undefined).length;
  if (running === 0) return "stopped";
  return running === processes.length && (await doesApiserverAnswer(folder)) ? "running" : "broken";
}

async function refuseOtherKind(name: string): Promise<void> {
  const known = await getZone(name);
  if (known && !known.local) {
    throw new LocalZoneError(name, `the name belongs to the cluster of ${known.kubeconfig}; choose another one`);
  }
}

async function bringUp(folder: ZoneFolder, nodes: number, options: UpOptions): Promise<FileZone> {
  const { signal } = options;
  const zone: FileZone = { context: defaultZoneContext(folder.zone), kubeconfig: folder.kubeconfig, local: true };
  const { state } = await localZoneStatus(folder.zone);
  for (const name of processNames()) boundLog(folder, name);
  if (state === "running") return remembered(zone, signal);
  const tell = (step: LocalZoneStep): void => options.onProgress?.({ type: "zone", zone: folder.zone, step });
  const programs = await resolveToolchain(LOCAL_ZONE_TOOLS, {
    onProgress: (tool) => options.onProgress?.({ type: "tool", zone: folder.zone, tool }),
    ...(signal && { signal }),
  });
  createZoneFolder(folder);
  if (state === "broken") {
    tell("stopping what is left");
    await stopProcesses(folder, { kill: true });
  }
  await startAtFreePorts(folder, () => start(folder, zone, programs, nodes, tell, signal));
  const known = await remembered(zone, signal);
  tell("ready");
  return known;
}

async function remembered(zone: FileZone, signal: AbortSignal | undefined): Promise<FileZone> {
  const known = await withFacts(zone, signal);
  await rememberZone(known);
  return known;
}

function doAllRun(folder: ZoneFolder): boolean {
  return processNames().every((name) => runningProcess(folder, name) !== undefined);
}

/** Somebody may take a port between our looking and the server's starting. */
async function startAtFreePorts(folder: ZoneFolder, begin: () => Promise<void>): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await begin();
    } catch (error) {
      await stopProcesses(folder, { kill: true });
      const isPortTaken = error instanceof LocalZoneError && /address already in use/.test(error.message);
      if (!isPortTaken || tried === PORT_TRIES) throw error;
      forgetPorts(folder);
    }
  }
}

async function start(
  folder: ZoneFolder,
  zone: FileZone,
  programs: LocalZonePrograms,
  nodes: number,
  tell: (step: LocalZoneStep) => void,
  signal?: AbortSignal,
): Promise<void> {
  const bounds = { processes: STORAGE, seconds: START_SECONDS, ...(signal && { signal }) };
  tell("starting");
  await startApiserver(folder, programs, bounds);
  tell("waiting for the API server");
  const ready = async (): Promise<true | undefined> => (await isApiserverReady(folder)) || undefined;
  await waitFor(folder, "starting the API server", ready, bounds);
  tell("setting up");
  const waiting = { ...bounds, processes: processNames(), again: startClients(folder, programs) };
  const client = await connectZone(zone);
  try {
    await setUpZone(client, [...zoneObjects(), ...localZoneObjects(zone.context), ...NODE_SIDE.objects(nodes)], signal);
    const settled = async (): Promise<true | undefined> =>
      (doAllRun(folder) && (await areControllersAndNodesReady(client, nodes))) || undefined;
    await waitFor(folder, "starting controllers and nodes", settled, waiting);
  } finally {
    await client.close();
  }
}
