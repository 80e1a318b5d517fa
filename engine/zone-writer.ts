import { setTimeout as sleep } from "node:timers/promises";
import { type Manifest, type ObjectId, objectId } from "../constructs/manifest.ts";
import type { ZoneWriter } from "../stacks/update.ts";
import type { Secrets } from "../templates/evaluation.ts";
import { endMountingPods } from "./end-mounting-pods.ts";
import { keepReplicas, letsGoOfReplicas } from "./keep-replicas.ts";
import type { Change } from "./plan-types.ts";
import { stampManifest } from "./planning/applied-hash.ts";
import { replacePropagation } from "./planning/consequences.ts";
import { sameQuantity } from "./planning/quantity.ts";
import { redact } from "./redact.ts";
import { revealManifest } from "./reveal.ts";
import { endRemoval, hasRolloutDefaults, removeRolloutDefaults } from "./rollout-defaults.ts";
import type { SealedValues } from "./seal.ts";
import { type LiveObject, type ZoneClient, ZoneError } from "./zone-client.ts";

export interface PlanWriterOptions {
  readonly client: ZoneClient;
  readonly changes: readonly Change[];
  /** The objects that the plan was made against. */
  readonly live: ReadonlyMap<ObjectId, LiveObject>;
  readonly values: SealedValues;
  readonly secrets: Secrets;
  readonly revision: number;
  /** Called as soon as the project's namespace is there, before anything is written into it. */
  readonly onNamespace: (namespace: LiveObject) => Promise<void>;
}

const POLL = 25;
/** A controller manager that has just started on a busy machine takes a while. */
const PATIENCE = 60_000;

/**
 * Writes what a plan says, and nothing else: Pulumi's state may have been lost or be older than the zone, the plan is
 * what the person has seen.
 */
export class PlanWriter implements ZoneWriter {
  readonly #options: PlanWriterOptions;
  readonly #changes: ReadonlyMap<ObjectId, Change>;
  readonly #deleted = new Set<ObjectId>();

  constructor(options: PlanWriterOptions) {
    this.#options = options;
    this.#changes = new Map(options.changes.map((change) => [change.id, change]));
  }

  /** Changes that were to be deleted and have not been. */
  get leftToDelete(): readonly Change[] {
    return this.#options.changes.filter(({ id, operation }) => operation === "delete" && !this.#deleted.has(id));
  }

  async apply(manifest: Manifest, signal: AbortSignal): Promise<void> {
    const id = objectId(manifest);
    const change = this.#changes.get(id);
    if (!change) return;
    if (change.operation === "replace") await this.delete(id, signal);
    await this.#redacting(() => this.#write(manifest, signal));
  }

  async delete(id: ObjectId, signal: AbortSignal): Promise<void> {
    const change = this.#changes.get(id);
    const operation = change?.operation;
    if ((operation !== "delete" && operation !== "replace") || this.#deleted.has(id)) return;
    const propagation = operation === "replace" ? replacePropagation(change as Change) : "Background";
    await this.#redacting(async () => {
      if (operation === "replace" && id.startsWith("/PersistentVolumeClaim/")) await this.#release(id, signal);
      await this.#options.client.delete(id, { wait: true, propagation, signal });
    });
    this.#deleted.add(id);
  }

  /** A claim goes when no pod mounts it any more. First it is marked, so that pods made anew wait for its successor. */
  async #release(claim: ObjectId, signal: AbortSignal): Promise<void> {
    await this.#options.client.delete(claim, { signal });
    await endMountingPods(this.#options.client, claim, signal);
  }

  async #write(manifest: Manifest, signal: AbortSignal): Promise<void> {
    const { client, revision, values, onNamespace } = this.#options;
    const before = this.#options.live.get(objectId(manifest));
    const hasDefaults = hasRolloutDefaults(manifest, before) && !this.#deleted.has(objectId(manifest));
    if (hasDefaults) await removeRolloutDefaults(client, manifest, before!);
    if (letsGoOfReplicas(manifest, before) && !this.#deleted.has(objectId(manifest))) {
      await keepReplicas(client, manifest, before!);
    }
    const live = await client.apply(revealManifest(stampManifest(manifest, revision), values), { signal });
    if (hasDefaults) await endRemoval(client, manifest);
    if (manifest.kind === "Namespace") await onNamespace(live);
    if (manifest.kind === "ResourceQuota") await this.#until(live, isCounted, "does not count", signal);
    if (manifest.kind === "CustomResourceDefinition") await this.#until(live, isEstablished, "does not serve", signal);
  }

  /** Controllers take notice a moment later; what depends on the object must not be written before. */
  async #until(live: LiveObject, isInForce: (live: LiveObject) => boolean, failure: string, signal: AbortSignal) {
    const { client } = this.#options;
    const deadline = performance.now() + PATIENCE;
    let current: LiveObject | undefined = live;
    while (current && !isInForce(current)) {
      if (performance.now() > deadline) {
        const message = `zone "${client.zone}" ${failure} ${live.kind} "${live.metadata.name}"; is its controller manager running?`;
        throw new ZoneError(client.zone, "server", message);
      }
      await sleep(POLL, undefined, { signal });
      current = await client.get(objectId(live));
    }
  }

  /** API servers and their webhooks may repeat what they were sent. */
  async #redacting<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ZoneError)) throw error;
      const { zone, kind, status } = error;
      throw new ZoneError(zone, kind, redact(error.message, this.#options.secrets), { ...(status && { status }) });
    }
  }
}

function isCounted({ spec, status }: LiveObject): boolean {
  const wanted = Object.entries((spec as { hard?: object } | undefined)?.hard ?? {});
  const counted = (status?.hard ?? {}) as Readonly<Record<string, unknown>>;
  return wanted.every(([resource, amount]) => sameQuantity(counted[resource], amount));
}

function isEstablished({ status }: LiveObject): boolean {
  const conditions = (status?.conditions ?? []) as readonly { type: string; status: string }[];
  return conditions.some(({ type, status }) => type === "Established" && status === "True");
}
