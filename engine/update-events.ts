import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { ObjectId } from "../constructs/manifest.ts";
import type { Operation, Plan } from "./plan-types.ts";

/** What happens while a project is deployed or destroyed, in order, per zone. Plain JSON: shown, streamed and kept. */
export type UpdateEvent =
  | { readonly type: "plan"; readonly zone: string; readonly plan: Plan }
  | { readonly type: "phase"; readonly zone: string; readonly phase: UpdatePhase }
  | {
      readonly type: "object";
      readonly zone: string;
      readonly id: ObjectId;
      readonly operation: Operation;
      readonly state: "started" | "done" | "failed";
      readonly message?: string;
    }
  | { readonly type: "readiness"; readonly zone: string; readonly readiness: Readiness }
  | { readonly type: "diagnostic"; readonly zone: string; readonly diagnostic: Diagnostic }
  | { readonly type: "result"; readonly zone: string; readonly result: ZoneResult };

export type UpdatePhase = "planning" | "applying" | "pruning" | "waiting" | "destroying";

/** How far a container is, and why it is not ready. */
export interface Readiness {
  /** Construct path of the container. */
  readonly path: string;
  readonly container: string;
  readonly ready: number;
  readonly desired: number;
  /** `done`: a job that has ended well · `stopped`: what was to run on has ended, or is asked to run none. */
  readonly state: "starting" | "ready" | "done" | "stopped" | "failing";
  /** How it stands where the numbers do not say it: `2 of 3 done`, `at 0 3 * * *, suspended`, `2 of 2, scales to 10`. */
  readonly detail?: string;
  /** Why it is not ready: image, quota, unschedulable, crash with exit code and last log lines. */
  readonly reason?: Diagnostic;
}

export type ZoneOutcome = "unchanged" | "succeeded" | "failed" | "not-ready" | "cancelled";

export interface ZoneResult {
  readonly zone: string;
  readonly outcome: ZoneOutcome;
  readonly created: number;
  readonly updated: number;
  readonly replaced: number;
  readonly deleted: number;
  readonly unchanged: number;
  readonly milliseconds: number;
  readonly revision?: number;
  readonly addresses: readonly string[];
  /** Why it failed, in the user's terms. */
  readonly errors: readonly Diagnostic[];
}
