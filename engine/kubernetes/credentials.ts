import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Zone } from "../zone.ts";
import { ZoneError } from "../zone-client.ts";
import { type KubeCluster, type KubeUser, nameOfKubeconfig, readKubeconfig } from "./kubeconfig.ts";

/** TLS options of a connection to an API server, as node:tls takes them. */
export interface TlsOptions {
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
}

/** How a zone's API server is reached, and as whom. */
export interface Credentials {
  /** `https://host:port`, with a path when the API server stands behind one. */
  readonly server: string;
  readonly tls: TlsOptions;
  /** `http://…` or `https://…` proxy named by the kubeconfig. */
  readonly proxy?: string;
  /** Headers that authenticate a request; asked anew for every request, since tokens expire. */
  headers(): Promise<Readonly<Record<string, string>>>;
}

type Headers = Credentials["headers"];

const TOKEN_FILE_LIFETIME = 30_000;

/**
 * Credentials from the zone's kubeconfig. Certificates, tokens and passwords are read here; exec plugins and
 * authentication providers are left to @kubernetes/client-node, whose import takes 0.35 s that most zones need not pay.
 */
export async function readCredentials(zone: Zone): Promise<Credentials> {
  const { cluster, user, userName } = await readKubeconfig(zone);
  const { kubeconfig } = zone;
  const file = typeof kubeconfig === "string" ? kubeconfig : undefined;
  const base = file === undefined ? undefined : dirname(file);
  const shared = { server: serverOf(zone, cluster), ...proxyOf(zone, cluster) };
  const clusterTls = await tlsOfCluster(cluster, base);
  if (file !== undefined && (user.exec || user["auth-provider"]))
    return { ...shared, ...(await pluginCredentials(zone, file, clusterTls, userName)) };
  const cert = await inlineOrFile(user["client-certificate-data"], user["client-certificate"], base);
  const key = await inlineOrFile(user["client-key-data"], user["client-key"], base);
  return {
    ...shared,
    tls: { ...clusterTls, ...(cert && { cert }), ...(key && { key }) },
    headers: headersOf(user, base),
  };
}

function serverOf(zone: Zone, cluster: KubeCluster): string {
  const url = URL.canParse(cluster.server) ? new URL(cluster.server) : undefined;
  if (url?.protocol === "https:" || url?.protocol === "http:") return cluster.server.replace(/\/+$/, "");
  throw credentialError(zone, `the server ${quoted(zone, cluster.server)}is no http or https address`);
}

function proxyOf(zone: Zone, cluster: KubeCluster): { proxy?: string } {
  const proxy = cluster["proxy-url"];
  if (!proxy) return {};
  if (/^https?:/.test(proxy)) return { proxy };
  throw credentialError(zone, `the proxy ${quoted(zone, proxy)}is neither an http nor an https address`);
}

/** Where a value stands, and what it is unless that was never meant to be seen. */
function quoted(zone: Zone, value: string): string {
  const shown = typeof zone.kubeconfig === "string" ? `${JSON.stringify(value)} ` : "";
  return `${shown}in ${nameOfKubeconfig(zone)} `;
}

/** Folder that files are named from; `undefined`: no file may be read. */
type Base = string | undefined;

async function tlsOfCluster(cluster: KubeCluster, base: Base): Promise<TlsOptions> {
  const ca = await inlineOrFile(cluster["certificate-authority-data"], cluster["certificate-authority"], base);
  return {
    ...(ca && { ca }),
    ...(cluster["tls-server-name"] && { servername: cluster["tls-server-name"] }),
    ...(cluster["insecure-skip-tls-verify"] && { rejectUnauthorized: false }),
  };
}

async function inlineOrFile(data: string | undefined, file: string | undefined, base: Base) {
  if (data) return Buffer.from(data, "base64");
  return file && base !== undefined ? readFile(resolve(base, file)) : undefined;
}

function headersOf(user: KubeUser, base: Base): Headers {
  if (user.token) return constant({ authorization: `Bearer ${user.token}` });
  if (user.tokenFile && base !== undefined) return tokenFileHeaders(resolve(base, user.tokenFile));
  if (user.username === undefined) return constant({});
  const basic = Buffer.from(`${user.username}:${user.password ?? ""}`).toString("base64");
  return constant({ authorization: `Basic ${basic}` });
}

function constant(headers: Record<string, string>): Headers {
  return async () => headers;
}

/** Service account tokens are replaced in their file about once an hour. */
function tokenFileHeaders(file: string): Headers {
  let headers: Record<string, string> = {};
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - readAt < TOKEN_FILE_LIFETIME) return headers;
    headers = { authorization: `Bearer ${(await readFile(file, "utf8")).trim()}` };
    readAt = performance.now();
    return headers;
  };
}

async function pluginCredentials(zone: Zone, file: string, tls: TlsOptions, userName: string) {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const kubeconfig = new KubeConfig();
  kubeconfig.loadFromFile(file);
  if (zone.kubecontext) kubeconfig.setCurrentContext(zone.kubecontext);
  const authenticate = async () => {
    const options: { headers?: Record<string, string>; cert?: string; key?: string } = {};
    try {
      await kubeconfig.applyToHTTPSOptions(options);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw credentialError(zone, `user ${JSON.stringify(userName)} of ${file} could not log in: ${why}`, cause);
    }
    return options;
  };
  const { cert, key } = await authenticate();
  return {
    tls: { ...tls, ...(cert && { cert }), ...(key && { key }) },
    headers: async () => (await authenticate()).headers ?? {},
  };
}

function credentialError(zone: Zone, message: string, cause?: unknown): ZoneError {
  return new ZoneError(zone.context.name, "unauthorized", `zone "${zone.context.name}": ${message}`, { cause });
}
