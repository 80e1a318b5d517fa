import { setTimeout as sleep } from "node:timers/promises";
import type { Manifest, ObjectId } from "../../constructs/manifest.ts";
import { objectId } from "../../constructs/manifest.ts";
import type { ZoneWriter } from "../../stacks/update.ts";

/** A zone that keeps what it is told in memory, for tests in which the zone does not matter. */
export class RecordingWriter implements ZoneWriter {
  readonly objects = new Map<ObjectId, Manifest>();
  /** What it was asked for, in order: `apply /Namespace//shop`. */
  readonly calls: string[] = [];
  /** Objects that it refuses, with what it says. */
  readonly refused = new Map<ObjectId, string>();
  /** How long a write takes. */
  milliseconds = 0;

  async apply(manifest: Manifest, signal: AbortSignal): Promise<void> {
    const id = objectId(manifest);
    await this.#take(`apply ${id}`, id, signal);
    this.objects.set(id, manifest);
  }

  async delete(id: ObjectId, signal: AbortSignal): Promise<void> {
    await this.#take(`delete ${id}`, id, signal);
    this.objects.delete(id);
  }

  /** Position of a call, for comparing orders. */
  indexOf(call: string): number {
    const index = this.calls.indexOf(call);
    if (index < 0) throw new Error(`there was no ${call} among ${this.calls.join(", ")}`);
    return index;
  }

  async #take(call: string, id: ObjectId, signal: AbortSignal): Promise<void> {
    this.calls.push(call);
    if (this.milliseconds) await sleep(this.milliseconds, undefined, { signal });
    const refusal = this.refused.get(id);
    if (refusal !== undefined) throw new Error(refusal);
  }
}
