import type { Manifest } from "../../constructs/manifest.ts";
import { groupOf } from "../kubernetes/object-path.ts";
import type { FieldChange, Operation } from "../plan-types.ts";

const ROLLED = new Set(["apps/Deployment", "apps/StatefulSet", "apps/DaemonSet"]);
const RUNS_ONCE = new Set(["batch/Job", "/Pod"]);
/** Pods that mount it must end before it can go. */
const MOUNTED = "/PersistentVolumeClaim";

/** Whether pods restart when the change is made. */
export function restartsPods(manifest: Manifest, operation: Operation, fields: readonly FieldChange[]): boolean {
  const kind = `${groupOf(manifest.apiVersion)}/${manifest.kind}`;
  if (operation === "replace") return ROLLED.has(kind) || RUNS_ONCE.has(kind) || kind === MOUNTED;
  return operation === "update" && ROLLED.has(kind) && fields.some(({ path }) => path.startsWith("spec.template"));
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
