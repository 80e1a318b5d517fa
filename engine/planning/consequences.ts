import type { Manifest } from "../../constructs/manifest.ts";
import { groupOf, parseObjectId } from "../kubernetes/object-path.ts";
import type { Change, FieldChange, Operation } from "../plan-types.ts";

const ROLLED = new Set(["apps/Deployment", "apps/StatefulSet", "apps/DaemonSet"]);
const RUNS_ONCE = new Set(["batch/Job", "/Pod"]);
/** Pods that mount it must end before it can go. */
const MOUNTED = "/PersistentVolumeClaim";

const STATEFUL = "apps/StatefulSet";

/** Fields of a StatefulSet without which its pods are not the ones it wants: how it knows them, and which volumes they have. */
const FOR_OTHER_PODS = /^spec\.(selector|serviceName|volumeClaimTemplates($|\[\d+\]($|\.metadata\.name)))/;

/**
 * What becomes of the pods of an object that is replaced. They must have ended before new ones use the same volumes and
 * names; only those of a StatefulSet go on as they are, since its successor knows them by their names and takes them over.
 * Unless they lack a volume that it wants: it would try for ever to give it to a running pod.
 */
export function replacePropagation({ id, fields }: Pick<Change, "id" | "fields">): "Foreground" | "Orphan" {
  const { group, kind } = parseObjectId(id);
  const strangers = fields.some(({ path }) => FOR_OTHER_PODS.test(path));
  return `${group}/${kind}` === STATEFUL && !strangers ? "Orphan" : "Foreground";
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
    const ended = fields.some(({ path }) => FOR_OTHER_PODS.test(path));
    return kind === STATEFUL ? rolled || ended : ROLLED.has(kind) || RUNS_ONCE.has(kind) || kind === MOUNTED;
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
