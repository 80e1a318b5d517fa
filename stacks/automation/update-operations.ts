import { type Manifest, type ObjectId, objectId } from "../../constructs/manifest.ts";
import type { ObjectCall, ObjectOperations } from "../provider/object-operations.ts";
import { resourceUrn } from "../resource-name.ts";
import type { Decision, ObjectFailure, StackEvent, StackUpdate } from "../update.ts";

/**
 * What the provider does during an update: writes the manifests the update holds, reports each object, and keeps what
 * failed. The manifest is looked up by URN, never decoded from the call.
 */
export class UpdateOperations implements ObjectOperations {
  readonly failures: ObjectFailure[] = [];
  /** Whether the update got as far as the program or an object. */
  began = false;
  readonly #update: StackUpdate;
  readonly #manifests: ReadonlyMap<string, Manifest>;
  readonly #replaced = new Set<ObjectId>();

  constructor(update: StackUpdate) {
    const { project, zone, manifests } = update;
    this.#update = update;
    this.#manifests = new Map(manifests.map((manifest) => [resourceUrn(project, zone, manifest), manifest]));
  }

  decide({ urn }: ObjectCall): Decision {
    return this.#update.decide(objectId(this.#manifest(urn)));
  }

  async create({ urn }: ObjectCall, cancelled: AbortSignal): Promise<ObjectId> {
    const manifest = this.#manifest(urn);
    const id = objectId(manifest);
    const operation = this.#replaced.has(id) ? "replace" : "create";
    if (operation === "create") this.#report(id, operation, "started");
    await this.#finish(id, operation, this.#update.writer.apply(manifest, this.#signal(cancelled)));
    return id;
  }

  async update({ urn }: ObjectCall, cancelled: AbortSignal): Promise<void> {
    const manifest = this.#manifest(urn);
    const id = objectId(manifest);
    this.#report(id, "update", "started");
    await this.#finish(id, "update", this.#update.writer.apply(manifest, this.#signal(cancelled)));
  }

  /** An object that is deleted although the program registers it is about to be created anew. */
  async delete({ urn, id }: ObjectCall, cancelled: AbortSignal): Promise<void> {
    const operation = this.#manifests.has(urn) ? "replace" : "delete";
    this.#report(id, operation, "started");
    const deleted = this.#update.writer.delete(id, this.#signal(cancelled));
    if (operation === "delete") return this.#finish(id, operation, deleted);
    this.#replaced.add(id);
    await this.#unlessFailed(id, operation, deleted);
  }

  async #finish(id: ObjectId, operation: StackEvent["operation"], work: Promise<void>): Promise<void> {
    await this.#unlessFailed(id, operation, work);
    this.#report(id, operation, "done");
  }

  async #unlessFailed(id: ObjectId, operation: StackEvent["operation"], work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.failures.push({ id, operation, message, cause: error });
      this.#report(id, operation, "failed", message);
      throw error;
    }
  }

  #report(id: ObjectId, operation: StackEvent["operation"], state: StackEvent["state"], message?: string): void {
    this.began = true;
    this.#update.onEvent({ id, operation, state, ...(message !== undefined && { message }) });
  }

  #manifest(urn: string): Manifest {
    const manifest = this.#manifests.get(urn);
    if (!manifest) throw new Error(`${urn} is no object of this update`);
    return manifest;
  }

  #signal(cancelled: AbortSignal): AbortSignal {
    return this.#update.signal ? AbortSignal.any([this.#update.signal, cancelled]) : cancelled;
  }
}
