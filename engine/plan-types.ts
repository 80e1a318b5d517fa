import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { Manifest, ObjectId } from "../constructs/manifest.ts";

/** The difference between a tree's manifests and what a zone holds; made without writing anything. */
export interface Plan {
  readonly project: string;
  readonly namespace: string;
  readonly zone: string;
  /** In the order of application: creates, updates and replaces as in the tree, then deletes in reverse. */
  readonly changes: readonly Change[];
  readonly unchanged: number;
  /** Sealed manifests of the whole tree, in the order of application. Never secret values. */
  readonly manifests: readonly Manifest[];
  /** Restarts, data at risk, chosen ports, quota: what the person should know before applying. */
  readonly notes: readonly Diagnostic[];
}

export type Operation = "create" | "update" | "replace" | "delete";

export interface Change {
  readonly operation: Operation;
  readonly id: ObjectId;
  /** Construct path, from the tree or from the live object's annotation. */
  readonly path: string;
  readonly fields: readonly FieldChange[];
  /** Why an object must be replaced, e.g. `spec.clusterIP cannot be changed in place`. */
  readonly because?: string;
  /** True when data is lost by it: a volume that is deleted or replaced. */
  readonly dataAtRisk: boolean;
  /** True when pods restart because of it. */
  readonly restarts: boolean;
}

/** One field: `spec.template.spec.containers[web].image`. Absent `from` = added, absent `to` = removed. */
export interface FieldChange {
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}
