import { createHash } from "node:crypto";
import { version } from "@pulumi/pulumi/version.js";

/**
 * Where the secrets manager of our states is said to be, and nobody is. Pulumi wants one even for states without
 * secrets. Its default derives a key from a passphrase with a million rounds, 0.17 s of CPU at every start. The one named
 * here is asked only when a secret is to be stored, and then fails: a state of ours cannot hold one (invariant 5).
 */
const NO_SECRETS_MANAGER = "http://127.0.0.1:1";

/** The checkpoint `pulumi stack init` writes for a new stack, but for the secrets manager. */
export function emptyState(project: string, stack: string): string {
  const cli = `v${version}`;
  return JSON.stringify({
    version: 3,
    checkpoint: {
      stack: `organization/${project}/${stack}`,
      latest: {
        manifest: {
          time: new Date().toISOString(),
          magic: createHash("sha256").update(cli).digest("hex"),
          version: cli,
        },
        secrets_providers: {
          type: "service",
          state: { url: NO_SECRETS_MANAGER, owner: "organization", project, stack },
        },
        metadata: {},
      },
    },
  });
}

/** `credentials.json` of the PULUMI_HOME: the CLI refuses a secrets manager it has no token for. */
export const CREDENTIALS = JSON.stringify({
  current: "",
  accessTokens: { [NO_SECRETS_MANAGER]: "none" },
  accounts: { [NO_SECRETS_MANAGER]: { accessToken: "none" } },
});
