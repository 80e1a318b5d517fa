import type { Manifest } from "../constructs/manifest.ts";
import { kindKey } from "./kubernetes/object-path.ts";
import { appliedFields } from "./planning/field-set.ts";
import type { LiveObject, ZoneClient } from "./zone-client.ts";

/** Field manager that holds the number of pods from the moment we let go of it until an autoscaler sets it. */
const KEEPER = "espalier-replicas";

const SCALED = new Set(["apps/Deployment", "apps/StatefulSet"]);

/**
 * Whether the manifest no longer says how many there are, while we still own the number: without another owner the API
 * server would drop it, for its default of 1, and end all the other pods before an autoscaler looks.
 * Source: kubernetes.io, "Server-Side Apply", Transferring ownership.
 */
export function letsGoOfReplicas(manifest: Manifest, live: LiveObject | undefined): boolean {
  if (!live || !SCALED.has(kindKey(manifest)) || replicasOf(manifest) !== undefined) return false;
  const owned = appliedFields(live)?.["f:spec"]?.["f:replicas"];
  return owned !== undefined && replicasOf(live) !== undefined;
}

/** Another manager says what is true already. It is not asked again: whoever changes the number owns it from then on. */
export async function keepReplicas(client: ZoneClient, { apiVersion, kind, metadata }: Manifest, live: LiveObject) {
  const { name, namespace } = metadata;
  const part = {
    apiVersion,
    kind,
    metadata: { name, ...(namespace && { namespace }) },
    spec: { replicas: replicasOf(live) },
  };
  await client.apply(part, { fieldManager: KEEPER });
}

function replicasOf({ spec }: Manifest): number | undefined {
  return (spec as { readonly replicas?: number } | undefined)?.replicas;
}
