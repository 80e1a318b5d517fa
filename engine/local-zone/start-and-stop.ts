import { etcd, kubeApiserver, kubeControllerManager, kubeScheduler } from "./control-plane.ts";
import { createCredentials, readAuthority, writeKubeconfigs } from "./credentials.ts";
import type { LocalZonePrograms, NodeSide } from "./node-side.ts";
import { choosePorts } from "./ports.ts";
import { type WaitOptions, waitFor } from "./readiness.ts";
import { SIMULATED_NODES } from "./simulated-nodes.ts";
import type { ZoneFolder } from "./zone-folder.ts";
import { startProcess, stopProcess, type ZoneProcess } from "./zone-process.ts";

const STORAGE = ["etcd", "kube-apiserver"] as const;
const CONTROLLERS = ["kube-controller-manager", "kube-scheduler"] as const;

/** The one place that says what runs the pods of local zones. */
export const NODE_SIDE: NodeSide = SIMULATED_NODES;

/** Names of a local zone's programs, in the order in which they start. */
export function processNames(): readonly string[] {
  return [...STORAGE, ...CONTROLLERS, ...NODE_SIDE.processNames];
}

/**
 * Starts every program. The controllers start as soon as they know how to log in, and wait by themselves for the API
 * server, so that they load while it does. Resolves to those that do.
 */
export async function startProcesses(
  folder: ZoneFolder,
  programs: LocalZonePrograms,
  waiting: WaitOptions,
): Promise<readonly ZoneProcess[]> {
  createCredentials(folder);
  const ports = await choosePorts(folder);
  startProcess(folder, etcd(folder, programs.etcd));
  startProcess(folder, kubeApiserver(folder, ports, programs["kube-apiserver"]));
  const certificate = (): string | undefined => readAuthority(folder);
  const authority = await waitFor(folder, "signing the certificate", certificate, { ...waiting, processes: STORAGE });
  writeKubeconfigs(folder, ports.apiserver, authority);
  NODE_SIDE.prepare(folder, ports);
  const { controllerManagerArgs } = NODE_SIDE;
  const clients = [
    kubeControllerManager(folder, programs["kube-controller-manager"], controllerManagerArgs),
    kubeScheduler(folder, programs["kube-scheduler"]),
    ...NODE_SIDE.processes(folder, programs),
  ];
  for (const client of clients) startProcess(folder, client);
  return clients;
}

/**
 * Ends every program: first those that write to the API server, then it, then its storage. `kill` spares the wait for
 * programs that cannot end well because another one is gone; only storage holds anything that is worth waiting for.
 */
export async function stopProcesses(folder: ZoneFolder, { kill = false } = {}): Promise<void> {
  const writers = [...CONTROLLERS, ...NODE_SIDE.processNames];
  await Promise.all(writers.map((name) => stopProcess(folder, name, { kill })));
  await stopProcess(folder, "kube-apiserver", { kill });
  await stopProcess(folder, "etcd");
}
