import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { stringify } from "yaml";
import { type KubeCluster, type KubeUser, readKubeconfig } from "./kubernetes/kubeconfig.ts";
import { ZoneError } from "./zone-client.ts";
import { defaultZoneContext } from "./zone-context-default.ts";

/** What a kubeconfig may do only when the person says so. */
export interface KubeconfigTrust {
  /** Allow a kubeconfig that has a program run for each login; default false, since the program is the file's choice. */
  readonly allowExec?: boolean;
  /** Allow a connection whose other end is not proved: no TLS, or its certificate not checked; default false. */
  readonly allowInsecure?: boolean;
}

/** A kubeconfig that cannot be used; the message names the file, every problem found and how to go on. */
export class KubeconfigError extends Error {
  override readonly name = "KubeconfigError";
}

const MAX_FILE_BYTES = 1024 * 1024;

/** The text of a kubeconfig with just the one context that is used, and what it takes from other files put in. */
export async function importKubeconfig(
  zone: string,
  path: string,
  options: KubeconfigTrust & { readonly kubecontext?: string },
): Promise<string> {
  const file = resolve(path);
  const { cluster, user } = await read(zone, file, options.kubecontext);
  const problems = [...problemsOfCluster(cluster, options), ...problemsOfUser(user, options)];
  if (problems.length > 0) throw new KubeconfigError(`kubeconfig ${file} is refused: ${problems.join("; ")}`);
  const inline = (content: Promise<Record<string, unknown>>): Promise<Record<string, unknown>> =>
    content.catch((cause: NodeJS.ErrnoException) => {
      throw new KubeconfigError(`kubeconfig ${file} names a file that cannot be used: ${cause.message}`, { cause });
    });
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: zone, cluster: await inline(inlineCluster(cluster, dirname(file))) }],
    users: [{ name: zone, user: await inline(inlineUser(user, dirname(file))) }],
    contexts: [{ name: zone, context: { cluster: zone, user: zone } }],
    "current-context": zone,
  });
}

async function read(zone: string, kubeconfig: string, kubecontext?: string) {
  try {
    const context = defaultZoneContext(zone);
    return await readKubeconfig({ context, kubeconfig, local: false, ...(kubecontext && { kubecontext }) });
  } catch (error) {
    if (error instanceof ZoneError) throw new KubeconfigError(error.message, { cause: error });
    throw error;
  }
}

function problemsOfCluster(cluster: KubeCluster, { allowInsecure }: KubeconfigTrust): string[] {
  if (!URL.canParse(cluster.server)) return [`its server ${JSON.stringify(cluster.server)} is no address`];
  const { protocol } = new URL(cluster.server);
  if (protocol !== "https:" && protocol !== "http:") return [`its server speaks ${protocol}// instead of https://`];
  if (allowInsecure) return [];
  if (protocol === "http:") return ["its server is not reached by TLS (allow it only on a network that you trust)"];
  if (cluster["insecure-skip-tls-verify"]) return ["it does not check the server's certificate"];
  return [];
}

function problemsOfUser(user: KubeUser, { allowExec }: KubeconfigTrust): string[] {
  if (user["auth-provider"])
    return ["it logs in by an auth-provider, which Kubernetes 1.26 removed; use exec or a token"];
  if (!user.exec || allowExec) return [];
  const command = (user.exec as { command?: unknown }).command;
  return [`it runs ${JSON.stringify(command ?? "a program")} for each login (allow it if you trust the file)`];
}

async function inlineCluster(cluster: KubeCluster, base: string): Promise<Record<string, unknown>> {
  const { "certificate-authority": file, ...rest } = cluster;
  if (!file || rest["certificate-authority-data"]) return rest;
  return { ...rest, "certificate-authority-data": await base64Of(file, base) };
}

async function inlineUser(user: KubeUser, base: string): Promise<Record<string, unknown>> {
  const { "client-certificate": certificate, "client-key": key, tokenFile, ...rest } = user;
  return {
    ...rest,
    ...(certificate &&
      !rest["client-certificate-data"] && { "client-certificate-data": await base64Of(certificate, base) }),
    ...(key && !rest["client-key-data"] && { "client-key-data": await base64Of(key, base) }),
    // Such a token is replaced in its file from time to time, so the file itself stays the source.
    ...(tokenFile && { tokenFile: resolve(base, tokenFile) }),
  };
}

async function base64Of(file: string, base: string): Promise<string> {
  const path = resolve(base, file);
  const { size } = await stat(path);
  if (size > MAX_FILE_BYTES) throw new Error(`${path} is larger than 1 MiB`);
  return (await readFile(path)).toString("base64");
}
