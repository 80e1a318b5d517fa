import type { KubeCluster, KubeUser } from "./kubeconfig.ts";

/**
 * Kubeconfigs that somebody else gave us as text. Nothing that is said of one repeats its text: it is a secret, and a
 * syntax error may stand in the middle of a token.
 */

const MAX_BYTES = 1024 * 1024;

/** Words and signs: one of 200 clusters has 12,000, which take 0.1 s. */
const MAX_TOKENS = 20_000;

/** What cannot be read of it, in the user's terms. */
export class HeldKubeconfigError extends Error {
  override readonly name = "HeldKubeconfigError";
}

/** @throws HeldKubeconfigError when it is no YAML of a mapping, or too large or involved for a kubeconfig */
export async function parseHeldKubeconfig(text: string): Promise<Readonly<Record<string, unknown>>> {
  if (Buffer.byteLength(text) > MAX_BYTES) throw new HeldKubeconfigError("is larger than 1 MiB");
  const json = parseJson(text);
  if (json) return json;
  const { readYaml } = await import("../../templates/importers/read-yaml.ts");
  const { value, diagnostics } = readYaml("kubeconfig", text, { tokens: MAX_TOKENS });
  if (value) return value.value;
  const { code = "", position } = diagnostics.find(({ severity }) => severity === "error") ?? {};
  const where = position ? ` (line ${position.line}, column ${position.column})` : "";
  throw new HeldKubeconfigError(`${PROBLEMS[code] ?? "is no YAML that can be read"}${where}`);
}

const PROBLEMS: Readonly<Record<string, string>> = {
  "no-mapping": "holds no kubeconfig: it is no mapping of keys to values",
  "several-documents": "holds more than one document",
  "too-deep": "has mappings and lists inside one another more deeply than any kubeconfig",
  "too-large": "has more words and signs than any kubeconfig; keep only the context that is used",
  "duplicate-key": "has a key twice",
};

/** What Espalier writes is JSON, and that takes a hundredth of the time. */
function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Keys that name a file, and those that hold what would stand in it. */
const FILE_KEYS: ReadonlyMap<string, string> = new Map([
  ["certificate-authority", "certificate-authority-data"],
  ["client-certificate", "client-certificate-data"],
  ["client-key", "client-key-data"],
  ["tokenFile", "token"],
]);

/** What it would have this machine read or run. */
export function reachesIntoMachine(cluster: KubeCluster, user: KubeUser): string[] {
  const fields: readonly (readonly [string, unknown])[] = [...Object.entries(cluster), ...Object.entries(user)];
  const keys = fields.flatMap(([key, value]) => (value ? [key] : []));
  return keys.flatMap((key) => {
    const instead = FILE_KEYS.get(key);
    if (instead) return [`it names a file (${key}); give its content instead (${instead})`];
    if (key === "exec") return ["it runs a program for each login (exec); use a token or a client certificate instead"];
    if (key === "auth-provider")
      return ["it logs in by an auth-provider, which Kubernetes 1.26 removed; use a token or a client certificate"];
    return [];
  });
}
