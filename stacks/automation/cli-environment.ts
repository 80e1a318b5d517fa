import type { StackHost } from "../update.ts";

/**
 * Environment of every CLI process. It is made from nothing: what the person's shell holds (tokens, proxies, settings of
 * their own Pulumi) stays out of it.
 */
export function cliEnvironment(host: StackHost, providerPort: number): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: host.home,
    PULUMI_HOME: host.home,
    PULUMI_BACKEND_URL: backendUrl(host),
    PULUMI_DEBUG_PROVIDERS: `kubernetes:${providerPort}`,
    // Without it every run looks for plugins to download: 2.3 s.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // A checkpoint after each object is O(n²), and a lost state is but a lost cache (DESIGN.md, invariant 4).
    PULUMI_SKIP_CHECKPOINTS: "true",
    PULUMI_DIY_BACKEND_NO_LEGACY_WARNING: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    // The secrets manager is named by the state, see `empty-state.ts`; elsewhere it guards nothing, as no secret is stored.
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
    PULUMI_CONFIG_PASSPHRASE: "",
    // The CLI lives for a second: collecting garbage costs a fifth of its CPU. The limit turns it on for huge stacks.
    GOGC: "off",
    GOMEMLIMIT: "1GiB",
  };
}

/** Without `metadata=skip` the file backend keeps a second file beside each file, which can be damaged too. */
function backendUrl({ backendUrl: url }: StackHost): string {
  return isFileBackend(url) ? `${url}?metadata=skip` : url;
}

export function isFileBackend(url: string): boolean {
  return url.startsWith("file://");
}

/** What must be in no message: passwords of a backend's address, as they stand there and as they are. */
export function passwordsIn(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { password, searchParams } = new URL(url);
  const passwords = [password, ...searchParams.getAll("password")];
  return [...new Set(passwords.flatMap((one) => [one, decoded(one), encodeURIComponent(decoded(one))]))].filter(
    Boolean,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
