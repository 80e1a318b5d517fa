import { readFile, stat } from "node:fs/promises";
import type { Zone } from "../zone.ts";
import { ZoneError } from "../zone-client.ts";

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

/** The cluster and user of the zone's context, or of the kubeconfig's current one. */
export async function readKubeconfig(zone: Zone): Promise<KubeLogin> {
  const config = await parse(zone);
  const contextName = zone.kubecontext ?? config["current-context"];
  const context = entry(zone, config, "context", contextName) as { cluster?: string; user?: string };
  const cluster = entry(zone, config, "cluster", context.cluster) as Partial<KubeCluster>;
  if (typeof cluster.server !== "string") throw fault(zone, `cluster "${context.cluster}" names no server`);
  const user = entry(zone, config, "user", context.user) as KubeUser;
  return { cluster: cluster as KubeCluster, user, userName: context.user as string };
}

async function parse(zone: Zone): Promise<Record<string, unknown>> {
  const text = await read(zone);
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

async function read(zone: Zone): Promise<string> {
  try {
    const { size } = await stat(zone.kubeconfig);
    if (size <= MAX_BYTES) return await readFile(zone.kubeconfig, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw fault(zone, code === "ENOENT" ? "does not exist" : `cannot be read (${code})`);
  }
  throw fault(zone, "is larger than 4 MiB");
}

/** Kubeconfigs list `[{ name, cluster: {…} }]`, and the same with `context` and `user`. */
function entry(
  zone: Zone,
  config: Record<string, unknown>,
  what: "context" | "cluster" | "user",
  name: unknown,
): unknown {
  const list = config[`${what}s`];
  const entries = Array.isArray(list) ? (list as Named[]) : [];
  const found = entries.find((candidate) => candidate?.name === name)?.[what];
  if (typeof found === "object" && found !== null) return found;
  const names = entries
    .map((candidate) => candidate?.name)
    .filter(Boolean)
    .join(", ");
  throw fault(zone, `has no ${what} ${JSON.stringify(name ?? "")} (it has: ${names || "none"})`);
}

function fault(zone: Zone, message: string): ZoneError {
  const { name } = zone.context;
  return new ZoneError(name, "unauthorized", `zone "${name}": kubeconfig ${zone.kubeconfig} ${message}`);
}
