import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { KubeconfigError, type KubeconfigTrust } from "./import-kubeconfig.ts";
import { type KubeCluster, type KubeLogin, type KubeUser, readKubeconfig } from "./kubernetes/kubeconfig.ts";
import { holdKubeconfig } from "./zone.ts";
import { ZoneError } from "./zone-client.ts";
import { defaultZoneContext } from "./zone-context-default.ts";

export interface KubeconfigTextOptions extends Pick<KubeconfigTrust, "allowInsecure"> {
  /** Context in the kubeconfig. Default: its current one */
  readonly kubecontext?: string;
}

/**
 * Checks a kubeconfig that somebody gave as text, of at most 1 MiB. Resolves to the text (JSON, which is YAML) of one with
 * just the context that is used, for a zone's `kubeconfig`. Messages repeat nothing of the text but names of contexts,
 * clusters and users.
 *
 * @throws KubeconfigError when it cannot be read, names a file or program of this machine, connects to somebody unproved
 * without `allowInsecure`, or holds what nobody can log in with
 */
export async function checkKubeconfigText(
  zone: string,
  text: string,
  options: KubeconfigTextOptions = {},
): Promise<string> {
  const { cluster, user } = await read(zone, text, options.kubecontext);
  const minimal = {
    cluster: picked(cluster, [...CLUSTER_TEXTS, INSECURE]),
    user: picked(user, USER_TEXTS),
  };
  const problems = [
    ...notText(cluster, CLUSTER_TEXTS),
    ...notText(user, USER_TEXTS),
    ...problemsOfCluster(cluster, options),
    ...problemsOfUser(user),
  ];
  if (problems.length === 0) problems.push(...problemsOfCertificates(cluster, user));
  if (problems.length > 0) throw new KubeconfigError(`the kubeconfig is refused: ${problems.join("; ")}`);
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: zone, cluster: minimal.cluster }],
    users: [{ name: zone, user: minimal.user }],
    contexts: [{ name: zone, context: { cluster: zone, user: zone } }],
    "current-context": zone,
  });
}

async function read(zone: string, text: string, kubecontext: string | undefined): Promise<KubeLogin> {
  const context = defaultZoneContext(zone);
  const kubeconfig = holdKubeconfig(text);
  try {
    return await readKubeconfig({
      context,
      kubeconfig,
      local: false,
      ...(kubecontext !== undefined && { kubecontext }),
    });
  } catch (error) {
    if (error instanceof ZoneError) throw new KubeconfigError(error.message);
    throw error;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const INSECURE = "insecure-skip-tls-verify";
const CLUSTER_TEXTS = ["server", "certificate-authority-data", "tls-server-name", "proxy-url"];
const USER_TEXTS = ["client-certificate-data", "client-key-data", "token", "username", "password"];

function picked(fields: object, keys: readonly string[]): Fields {
  const all = fields as Fields;
  return Object.fromEntries(
    keys.flatMap((key) => (all[key] === undefined || all[key] === null ? [] : [[key, all[key]]])),
  );
}

function notText(fields: object, keys: readonly string[]): string[] {
  return Object.entries(picked(fields, keys)).flatMap(([key, value]) =>
    typeof value === "string" ? [] : [`its ${key} is no text (put it in quotes)`],
  );
}

function problemsOfCluster(cluster: KubeCluster, { allowInsecure }: KubeconfigTextOptions): string[] {
  const insecure: unknown = cluster[INSECURE] ?? false;
  const problems = [...problemsOfServer(cluster.server, allowInsecure), ...problemsOfProxy(cluster["proxy-url"])];
  if (typeof insecure !== "boolean") problems.push(`its ${INSECURE} is neither true nor false`);
  else if (insecure && !allowInsecure) problems.push("it does not check the server's certificate");
  return problems;
}

function problemsOfServer(server: string, allowInsecure: boolean | undefined): string[] {
  if (!URL.canParse(server)) return ["its server is no address such as https://203.0.113.7:6443"];
  const { protocol, username, password } = new URL(server);
  if (username || password) return ["its server has a name or password in the address; they belong to the user"];
  if (protocol !== "https:" && protocol !== "http:") return ["its server is not reached by https://"];
  if (protocol === "http:" && !allowInsecure) {
    return ["its server is not reached by TLS (allow it only on a network that you trust)"];
  }
  return [];
}

function problemsOfProxy(proxy: unknown): string[] {
  if (!proxy || typeof proxy !== "string") return [];
  const fits = URL.canParse(proxy) && /^https?:$/.test(new URL(proxy).protocol);
  return fits ? [] : ["its proxy-url is neither an http nor an https address"];
}

/** Keys by which a user acts as another one. */
const IMPERSONATION = /^as(-|$)/;

function problemsOfUser(user: KubeUser): string[] {
  const { token } = user;
  const acts = Object.keys(user).some((key) => IMPERSONATION.test(key));
  return [
    ...(acts ? ["it acts as another user (as), which is not done here; log in as that user"] : []),
    ...(typeof token === "string" && /[^\x21-\x7e]/.test(token) ? ["its token holds spaces or line breaks"] : []),
  ];
}

/** Several may stand one after another; the first tells whether they are any. */
const PEM = /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/;

/** Asked of OpenSSL, whose reasons name no content. */
function problemsOfCertificates(cluster: KubeCluster, user: KubeUser): string[] {
  const decoded = (data: string | undefined) => (data ? Buffer.from(data, "base64") : undefined);
  const ca = decoded(cluster["certificate-authority-data"]);
  const cert = decoded(user["client-certificate-data"]);
  const key = decoded(user["client-key-data"]);
  const problems: string[] = [];
  if (ca && !(PEM.test(ca.toString("latin1")) && isPossible(() => new X509Certificate(ca)))) {
    problems.push("its certificate-authority-data is no certificate (PEM, written as base64)");
  }
  if (!cert !== !key) problems.push("it has only one of client-certificate-data and client-key-data");
  else if (cert && key && !isPossible(() => createSecureContext({ cert, key }))) {
    problems.push(
      "its client-certificate-data and client-key-data are no certificate with its key (PEM, written as base64)",
    );
  }
  return problems;
}

function isPossible(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
