import { ANNOTATION, LABEL } from "../constructs/manifest.ts";
import { projectSelector } from "./bookkeeping.ts";
import { builtInKind } from "./kubernetes/built-in-kinds.ts";
import { isOwn } from "./live-state.ts";
import type { WatchedProject } from "./watching/namespace-watch.ts";
import type { LiveObject, ZoneClient } from "./zone-client.ts";

/** A volume as it is in a zone: what the claim of Kubernetes says of it. */
export interface LiveVolume {
  /** Of the claim. */
  readonly name: string;
  /** Construct path; absent for the volumes of single replicas, which the zone makes. */
  readonly path?: string;
  /** The container whose replica it belongs to. */
  readonly container?: string;
  /** `pending`: there is no storage for it yet · `lost`: its storage is gone */
  readonly phase: "pending" | "bound" | "lost";
  /** Kubernetes quantity: `10Gi`. */
  readonly requested: string;
  /** What it got; absent before. */
  readonly capacity?: string;
  /** Whether pods on several nodes may use it. */
  readonly access: "one" | "many";
  readonly storageClass?: string;
  /** Containers with a pod that mounts it, by name. */
  readonly usedBy: readonly string[];
  /** ISO 8601 */
  readonly createdAt: string;
}

interface Claim extends LiveObject {
  readonly spec?: {
    readonly accessModes?: readonly string[];
    readonly storageClassName?: string;
    readonly resources?: { readonly requests?: { readonly storage?: string } };
  };
  readonly status?: { readonly phase?: string; readonly capacity?: { readonly storage?: string } };
}

interface Pod extends LiveObject {
  readonly spec?: {
    readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName?: string } }[];
  };
}

/** The volumes of a project in a zone by name, those as well that a definition no longer names. Throws ZoneError. */
export async function projectVolumes(
  client: ZoneClient,
  { project, namespace }: Pick<WatchedProject, "project" | "namespace">,
  signal?: AbortSignal,
): Promise<LiveVolume[]> {
  const where = { namespace, ...(signal && { signal }) };
  const [held, claims, pods] = await Promise.all([
    client.get(`/Namespace//${namespace}`),
    // What the zone makes for replicas bears the label of their container alone.
    client.list(builtInKind("/PersistentVolumeClaim"), where),
    client.list(builtInKind("/Pod"), { ...where, labelSelector: projectSelector(project) }),
  ]);
  if (!held || !isOwn(project, held)) return [];
  const users = usersOf(pods.items as readonly Pod[]);
  return (claims.items as readonly Claim[])
    .filter((claim) => isOwn(project, claim) || claim.metadata.labels?.[LABEL.container] !== undefined)
    .map((claim) => told(claim, users.get(claim.metadata.name) ?? new Set()))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function usersOf(pods: readonly Pod[]): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  for (const { metadata, spec } of pods) {
    const container = metadata.labels?.[LABEL.container];
    if (container === undefined) continue;
    for (const { persistentVolumeClaim } of spec?.volumes ?? []) {
      const claim = persistentVolumeClaim?.claimName;
      if (claim !== undefined) users.set(claim, (users.get(claim) ?? new Set()).add(container));
    }
  }
  return users;
}

function told({ metadata, spec, status }: Claim, users: ReadonlySet<string>): LiveVolume {
  // The object's own, below that of the volume.
  const path = metadata.annotations?.[ANNOTATION.path]?.replace(/\/Claim$/, "");
  const container = metadata.labels?.[LABEL.container];
  const capacity = status?.capacity?.storage;
  return {
    name: metadata.name,
    ...(path !== undefined && { path }),
    ...(container !== undefined && { container }),
    phase: status?.phase === "Bound" ? "bound" : status?.phase === "Lost" ? "lost" : "pending",
    requested: spec?.resources?.requests?.storage ?? "0",
    ...(capacity !== undefined && { capacity }),
    access: spec?.accessModes?.includes("ReadWriteMany") ? "many" : "one",
    ...(spec?.storageClassName !== undefined && { storageClass: spec.storageClassName }),
    usedBy: [...users].sort(),
    createdAt: String(metadata.creationTimestamp ?? new Date(0).toISOString()),
  };
}
