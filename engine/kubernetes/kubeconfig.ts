import { readFile, stat } from "node:fs/promises";
import type { HeldKubeconfig, Zone } from "../zone.ts";
import { ZoneError } from "../zone-client.ts";
import { HeldKubeconfigError, parseHeldKubeconfig, reachesIntoMachine } from "./held-kubeconfig.ts";

/** A cluster as a kubeconfig holds it; only what Espalier uses. */
export interface KubeCluster {
  readonly server: string;
  readonly "certificate-authority"?: string;
  readonly "certificate-authority-data"?: string;
  readonly "insecure-skip-tls-verify"?: boolean;
  readonly "tls-server-name"?: string;
  readonly "proxy-url"?: string;
}

/** A user as a kubeconfig holds it; only what Espalier uses. */
export interface KubeUser {
  readonly "client-certificate"?: string;
  readonly "client-certificate-data"?: string;
  readonly "client-key"?: string;
  readonly "client-key-data"?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly exec?: unknown;
  readonly "auth-provider"?: unknown;
}

export interface KubeLogin {
  readonly cluster: KubeCluster;
  readonly user: KubeUser;
  readonly userName: string;
}

interface Named {
  readonly name?: string;
  readonly [field: string]: unknown;
}

const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The cluster and user of the zone's context, or of the kubeconfig's current one. One that is held in memory names nothing
 * of this machine.
 */
export async function readKubeconfig(zone: Zone): Promise<KubeLogin> {
  const { kubeconfig } = zone;
  const isFile = typeof kubeconfig === "string";
  const login = loginOf(zone, isFile ? await parseFile(zone, kubeconfig) : await parseHeld(zone, kubeconfig));
  const problems = isFile ? [] : reachesIntoMachine(login.cluster, login.user);
  if (problems.length > 0) throw fault(zone, `is refused: ${problems.join("; ")}`);
  return login;
}

/** `kubeconfig /path`, never the text of one in memory. */
export function nameOfKubeconfig({ kubeconfig }: Zone): string {
  return typeof kubeconfig === "string" ? `kubeconfig ${kubeconfig}` : "its kubeconfig";
}

function loginOf(zone: Zone, config: Readonly<Record<string, unknown>>): KubeLogin {
  const contextName = zone.kubecontext ?? config["current-context"];
  const context = entry(zone, config, "context", contextName) as { cluster?: string; user?: string };
  const cluster = entry(zone, config, "cluster", context.cluster) as Partial<KubeCluster>;
  if (typeof cluster.server !== "string") throw fault(zone, `has a cluster ${shown(context.cluster)} without a server`);
  const user = entry(zone, config, "user", context.user) as KubeUser;
  return { cluster: cluster as KubeCluster, user, userName: context.user as string };
}

async function parseFile(zone: Zone, path: string): Promise<Record<string, unknown>> {
  const text = await read(zone, path);
  const { parse: parseYaml } = await import("yaml");
  let value: unknown;
  try {
    value = text.trimStart().startsWith("{") ? JSON.parse(text) : parseYaml(text);
  } catch (cause) {
    throw fault(zone, `is no YAML: ${(cause as Error).message.split("\n")[0]}`);
  }
  if (typeof value !== "object" || value === null) throw fault(zone, "holds no kubeconfig");
  return value as Record<string, unknown>;
}

async function parseHeld(zone: Zone, { text }: HeldKubeconfig): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await parseHeldKubeconfig(text);
  } catch (error) {
    throw error instanceof HeldKubeconfigError ? fault(zone, error.message) : error;
  }
}

async function read(zone: Zone, path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_BYTES) return await readFile(path, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw fault(zone, code === "ENOENT" ? "does not exist" : `cannot be read (${code})`);
  }
  throw fault(zone, "is larger than 4 MiB");
}

/** Kubeconfigs list `[{ name, cluster: {…} }]`, and the same with `context` and `user`. */
function entry(
  zone: Zone,
  config: Readonly<Record<string, unknown>>,
  what: "context" | "cluster" | "user",
  name: unknown,
): unknown {
  const list = config[`${what}s`];
  const entries = Array.isArray(list) ? (list as Named[]) : [];
  const found = entries.find((candidate) => candidate?.name === name)?.[what];
  if (typeof found === "object" && found !== null) return found;
  const names = entries.flatMap((candidate) => (candidate?.name ? [shown(candidate.name).slice(1, -1)] : []));
  const some = [...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? ["…"] : [])].join(", ");
  throw fault(zone, `has no ${what} ${shown(name)} (it has: ${some || "none"})`);
}

const MOST_NAMES = 50;

/** A name as it may be shown: what stands in its place may be anything of any length. */
function shown(name: unknown): string {
  return JSON.stringify(typeof name === "string" ? name.slice(0, 100) : "");
}

function fault(zone: Zone, message: string): ZoneError {
  const { name } = zone.context;
  return new ZoneError(name, "unauthorized", `zone "${name}": ${nameOfKubeconfig(zone)} ${message}`);
}
