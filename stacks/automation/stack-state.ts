import { hostname } from "node:os";
import type { StateStore } from "../state-store.ts";
import { emptyState } from "./empty-state.ts";
import { endOrphan } from "./orphan.ts";

/** Where Pulumi's DIY backends keep what belongs to a stack (pulumi/pkg/backend/diy). */
export interface StateKeys {
  readonly checkpoint: string;
  /** These end in `/`. */
  readonly locks: string;
  readonly history: string;
}

export function stateKeys(project: string, stack: string): StateKeys {
  return {
    checkpoint: `.pulumi/stacks/${project}/${stack}.json`,
    locks: `.pulumi/locks/organization/${project}/${stack}/`,
    history: `.pulumi/history/${project}/${stack}/`,
  };
}

/**
 * The state of one stack. Only the holder of the engine's lock for the project and zone may touch it: whatever lock of
 * Pulumi's is found here was left by a process that was killed.
 */
export class StackState {
  readonly #store: StateStore;
  readonly #project: string;
  readonly #stack: string;
  readonly #folder: string;
  readonly #keys: StateKeys;

  /** @param folder in which the CLI runs for this stack, and for no other */
  constructor(store: StateStore, project: string, stack: string, folder: string) {
    this.#store = store;
    this.#project = project;
    this.#stack = stack;
    this.#folder = folder;
    this.#keys = stateKeys(project, stack);
  }

  /** Makes the stack ready for its next update, whatever happened in the last one. Resolves to whether it holds objects. */
  async prepare(): Promise<boolean> {
    await this.#clearLocks();
    await this.#writeMeta();
    const objects = this.#countObjects(await this.#store.read(this.#keys.checkpoint));
    if (objects === undefined) await this.#reset();
    return Boolean(objects);
  }

  /** For an update that ended before it began: it met the lock of an orphan that was still starting, or a bad state. */
  async repair(): Promise<void> {
    const cleared = await this.#clearLocks();
    if (cleared === 0) await this.#reset();
  }

  /** Each update leaves two copies of the whole state, its predecessor and its history; the engine keeps revisions. */
  async dropCopies(): Promise<void> {
    await this.#store.remove(`${this.#keys.checkpoint}.`);
    await this.#store.remove(this.#keys.history);
  }

  async remove(): Promise<void> {
    const { checkpoint, locks, history } = this.#keys;
    for (const prefix of [checkpoint, locks, history]) await this.#store.remove(prefix);
  }

  /** State is a cache (DESIGN.md, invariant 4): starting from an empty one writes every object once more. */
  async #reset(): Promise<void> {
    await this.#store.remove(this.#keys.checkpoint);
    await this.#store.write(this.#keys.checkpoint, emptyState(this.#project, this.#stack));
  }

  /** Resolves to the number of locks there were. */
  async #clearLocks(): Promise<number> {
    const locks = await this.#store.below(this.#keys.locks);
    for (const text of locks.values()) {
      const lock = parse(text);
      if (lock?.hostname === hostname() && Number.isInteger(lock.pid))
        await endOrphan(lock.pid as number, this.#folder);
    }
    if (locks.size > 0) await this.#store.remove(this.#keys.locks);
    return locks.size;
  }

  /** Without it the CLI takes the backend for one of before 2023, which had no projects. */
  async #writeMeta(): Promise<void> {
    if ((await this.#store.read(META.key)) !== META.text) await this.#store.write(META.key, META.text);
  }

  /** How many objects the state knows; undefined when it is missing, damaged or was left in the middle of something. */
  #countObjects(text: string | undefined): number | undefined {
    const state = parse(text ?? "");
    const content = state?.checkpoint as { stack?: unknown; latest?: Latest } | undefined;
    if (state?.version !== 3 || content?.stack !== `organization/${this.#project}/${this.#stack}`) return undefined;
    const { latest } = content;
    if (!latest || latest.pending_operations) return undefined;
    return Array.isArray(latest.resources) ? latest.resources.length : 0;
  }
}

const META = { key: ".pulumi/meta.yaml", text: "version: 1\n" };

interface Latest {
  readonly resources?: unknown;
  /** Objects that were being written when an update was interrupted. */
  readonly pending_operations?: unknown;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
