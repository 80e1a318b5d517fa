import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { ObjectId } from "../constructs/manifest.ts";
import type { StackEvent } from "../stacks/update.ts";
import type { Operation, Plan } from "./plan-types.ts";
import type { Readiness, UpdateEvent, UpdatePhase, ZoneOutcome, ZoneResult } from "./update-events.ts";

const COUNTED = { create: "created", update: "updated", replace: "replaced", delete: "deleted" } as const;

/** Tells what happens in one zone during an update, and keeps count of it. */
export class ZoneReport {
  readonly #zone: string;
  readonly #emit: (event: UpdateEvent) => void;
  readonly #started = performance.now();
  readonly #done = new Map<ObjectId, Operation>();
  #operations: ReadonlyMap<ObjectId, Operation> = new Map();
  #unchanged = 0;
  #revision: number | undefined;

  constructor(zone: string, emit: (event: UpdateEvent) => void) {
    this.#zone = zone;
    this.#emit = emit;
  }

  phase(phase: UpdatePhase): void {
    this.#emit({ type: "phase", zone: this.#zone, phase });
  }

  plan(plan: Plan): void {
    this.#operations = new Map(plan.changes.map(({ id, operation }) => [id, operation]));
    this.#unchanged = plan.unchanged;
    this.#emit({ type: "plan", zone: this.#zone, plan });
  }

  revision(revision: number): void {
    this.#revision = revision;
  }

  /** What Pulumi does; with a lost state it takes unchanged objects for new ones, which is nobody's concern. */
  object({ id, state, message }: Pick<StackEvent, "id" | "state" | "message">): void {
    const operation = this.#operations.get(id);
    if (!operation) return;
    if (state === "done") this.#done.set(id, operation);
    this.#emit({ type: "object", zone: this.#zone, id, operation, state, ...(message !== undefined && { message }) });
  }

  readiness(readiness: Readiness): void {
    this.#emit({ type: "readiness", zone: this.#zone, readiness });
  }

  diagnostic(diagnostic: Diagnostic): void {
    this.#emit({ type: "diagnostic", zone: this.#zone, diagnostic });
  }

  result(
    outcome: ZoneOutcome,
    { errors = [], addresses = [] }: { errors?: readonly Diagnostic[]; addresses?: readonly string[] } = {},
  ): ZoneResult {
    const counts = { created: 0, updated: 0, replaced: 0, deleted: 0 };
    for (const operation of this.#done.values()) counts[COUNTED[operation]]++;
    const result: ZoneResult = {
      zone: this.#zone,
      outcome,
      ...counts,
      unchanged: this.#unchanged,
      milliseconds: Math.round(performance.now() - this.#started),
      ...(this.#revision !== undefined && { revision: this.#revision }),
      addresses,
      errors,
    };
    this.#emit({ type: "result", zone: this.#zone, result });
    return result;
  }
}
