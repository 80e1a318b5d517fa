import { type ObjectId, objectId } from "../constructs/manifest.ts";
import { builtInKind } from "./kubernetes/built-in-kinds.ts";
import { parseObjectId } from "./kubernetes/object-path.ts";
import type { LiveObject, ZoneClient } from "./zone-client.ts";

const PODS = builtInKind("/Pod");

interface PodSpec {
  readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[];
}

/**
 * Ends the pods that mount a volume claim which has been deleted: until they are gone the claim stays. The pods that
 * their controllers make anew are not scheduled before there is a new claim of that name.
 * Source: "Storage Object in Use Protection" of the Kubernetes documentation on persistent volumes.
 */
export async function endMountingPods(client: ZoneClient, claim: ObjectId, signal: AbortSignal): Promise<void> {
  const { namespace, name } = parseObjectId(claim);
  const { items } = await client.list(PODS, { namespace, signal });
  const mounting = items.filter((pod) => mounts(pod, name) && !pod.metadata.deletionTimestamp);
  await Promise.all(mounting.map((pod) => client.delete(objectId(pod), { signal })));
}

function mounts({ spec }: LiveObject, claimName: string): boolean {
  const { volumes = [] } = (spec ?? {}) as PodSpec;
  return volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claimName);
}
