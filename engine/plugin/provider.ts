import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { serveProviderProcess } from "../../stacks/provider/serve-provider.ts";
import { type ClusterChoice, StandAloneOperations } from "../../stacks/provider/stand-alone-operations.ts";
import type { ZoneWriter } from "../../stacks/update.ts";
import { connectZone } from "../kubernetes-client.ts";
import { defaultZoneContext } from "../zone-context-default.ts";

/** The provider that `pulumi preview|up|destroy` by hand starts, see the root `Pulumi.yaml`. */
await serveProviderProcess(new StandAloneOperations(connect));
process.exit();

async function connect({ kubeconfig, context }: ClusterChoice): Promise<ZoneWriter> {
  const client = await connectZone({
    context: defaultZoneContext("kubeconfig"),
    kubeconfig: resolve(kubeconfig ?? process.env.KUBECONFIG ?? join(homedir(), ".kube", "config")),
    ...(context && { kubecontext: context }),
    local: false,
  });
  return {
    apply: async (manifest, signal) => {
      await client.apply(manifest, { signal });
    },
    delete: (id, signal) => client.delete(id, { wait: true, signal }),
  };
}
