import { etcd, kubeApiserver, kubeControllerManager, kubeScheduler } from "./control-plane.ts";
import { createCredentials, readAuthority, writeKubeconfigs } from "./credentials.ts";
import type { LocalZonePrograms, NodeSide } from "./node-side.ts";
import { choosePorts } from "./ports.ts";
import { type WaitOptions, waitFor } from "./readiness.ts";
import { SIMULATED_NODES } from "./simulated-nodes.ts";
import type { ZoneFolder } from "./zone-folder.ts";
import { startProcess, stopProcess, type ZoneProcess } from "./zone-process.ts";

export const STORAGE = ["etcd", "kube-apiserver"] as const;
const CONTROLLERS = ["kube-controller-manager", "kube-scheduler"] as const;

/** The one place that says what runs the pods of local zones. */
export const NODE_SIDE: NodeSide = SIMULATED_NODES;

/** Names of a local zone's programs, in the order in which they start. */
export function processNames(): readonly string[] {
  return [...STORAGE, ...CONTROLLERS, ...NODE_SIDE.processNames];
}

/** Starts the API server and its storage. Resolves when others know how to log in, which is before it is ready. */
export async function startApiserver(
  folder: ZoneFolder,
  programs: LocalZonePrograms,
  waiting: WaitOptions,
): Promise<void> {
  createCredentials(folder);
  const ports = await choosePorts(folder);
  startProcess(folder, etcd(folder, programs.etcd));
  startProcess(folder, kubeApiserver(folder, ports, programs["kube-apiserver"]));
  const certificate = (): string | undefined => readAuthority(folder);
  const authority = await waitFor(folder, "signing the certificate", certificate, waiting);
  writeKubeconfigs(folder, ports.apiserver, authority);
  NODE_SIDE.prepare(folder, ports);
}

/**
 * Starts the controllers and the node side, once the API server is ready: a controller manager that has waited for it for
 * 10 s ends, and a zone that was called ready in that moment would be without one.
 */
export function startClients(folder: ZoneFolder, programs: LocalZonePrograms): readonly ZoneProcess[] {
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
