import type { Manifest } from "../../constructs/manifest.ts";
import { groupOf, parseObjectId } from "../kubernetes/object-path.ts";
import type { Change, FieldChange, Operation } from "../plan-types.ts";

const ROLLED = new Set(["apps/Deployment", "apps/StatefulSet", "apps/DaemonSet"]);
const RUNS_ONCE = new Set(["batch/Job", "/Pod"]);
/** Pods that mount it must end before it can go. */
const MOUNTED = "/PersistentVolumeClaim";

const STATEFUL = "apps/StatefulSet";

/**
 * What becomes of the pods of an object that is replaced. They must have ended before new ones use the same volumes and
 * names; only those of a StatefulSet go on as they are, since its successor knows them by their names and takes them over.
 */
export function replacePropagation({ id, fields }: Pick<Change, "id" | "fields">): "Foreground" | "Orphan" {
  const { group, kind } = parseObjectId(id);
  const named = fields.some(({ path }) => /^spec\.(selector|serviceName)/.test(path));
  return `${group}/${kind}` === STATEFUL && !named ? "Orphan" : "Foreground";
}

/** What is worth knowing of volumes that nobody deletes: those of the replicas of a StatefulSet. */
export function keepsVolumes(live: Manifest | undefined, operation: Operation): boolean {
  if (!live) return false;
  const { volumeClaimTemplates } = (live.spec ?? {}) as { readonly volumeClaimTemplates?: readonly unknown[] };
  const ends = operation === "delete" || operation === "replace";
  return ends && volumeClaimTemplates !== undefined && volumeClaimTemplates.length > 0 && !dropsItsClaims(live);
}

/** Whether pods restart when the change is made. */
export function restartsPods(manifest: Manifest, operation: Operation, fields: readonly FieldChange[]): boolean {
  const kind = `${groupOf(manifest.apiVersion)}/${manifest.kind}`;
  const rolled = ROLLED.has(kind) && fields.some(({ path }) => path.startsWith("spec.template"));
  if (operation === "replace") {
    return kind === STATEFUL ? rolled : ROLLED.has(kind) || RUNS_ONCE.has(kind) || kind === MOUNTED;
  }
  return operation === "update" && rolled;
}

/** Kinds that hold data, or in the case of a definition all objects of the kind that it defines. */
const HOLDS_DATA = new Set([
  "/Namespace",
  "/PersistentVolumeClaim",
  "/PersistentVolume",
  "apiextensions.k8s.io/CustomResourceDefinition",
]);

/** Whether data is lost when the object is deleted. */
export function losesData(live: Manifest, operation: Operation): boolean {
  if (operation !== "delete" && operation !== "replace") return false;
  return HOLDS_DATA.has(`${groupOf(live.apiVersion)}/${live.kind}`) || dropsItsClaims(live);
}

/** A StatefulSet can be told to take its volume claims with it. */
function dropsItsClaims({ spec }: Manifest): boolean {
  const policy = (spec as { persistentVolumeClaimRetentionPolicy?: { whenDeleted?: string } } | undefined)
    ?.persistentVolumeClaimRetentionPolicy;
  return policy?.whenDeleted === "Delete";
}
