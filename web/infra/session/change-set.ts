import type { Schema } from "../../../api/client/types.ts";
import type { CheckInput } from "./checks.ts";
import type { Staged, StagedInput } from "./staged.ts";
import { sameStaged, stagedInput } from "./staged.ts";

export type ChangeSetDetail = Schema<"ChangeSetDetail">;

export interface Kept {
  readonly changeSet: ChangeSetDetail;
  readonly etag: string;
}

/** What is sent; what is left out stays as it is kept. */
export interface ChangeSetInput {
  readonly definition?: { readonly format: CheckInput["format"]; readonly text: string };
  readonly variables?: StagedInput;
  readonly comment?: string;
  readonly baseVersion?: number;
}

export interface ChangeSetPorts {
  readonly create: (input: ChangeSetInput) => Promise<Kept>;
  readonly save: (id: string, etag: string, input: ChangeSetInput) => Promise<Kept>;
  readonly discard: (id: string, etag: string) => Promise<unknown>;
}

export interface KeeperState {
  readonly id: string | undefined;
  readonly comment: string;
  /** Whether everything is kept that is edited now. */
  readonly isKept: boolean;
  readonly savedAt: string | undefined;
  readonly problem: unknown;
}

interface Wanted {
  readonly input: CheckInput;
  readonly baseVersion: number;
  readonly comment: string;
}

/** In ms: edits that follow each other are kept together. */
const PAUSE = 700;
/** In ms: what could not be kept is tried again by itself. */
const AGAIN_AFTER = 5_000;

/**
 * Keeps what is edited as a change set: makes it with the first edit, saves what follows a moment later. One request at a
 * time, each based on the answer of the one before.
 */
export class ChangeSetKeeper {
  #state: KeeperState;
  #kept: Kept | undefined;
  #saved: Wanted | undefined;
  #wanted: Wanted | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #isStopped = false;
  readonly #ports: ChangeSetPorts;
  readonly #listeners = new Set<() => void>();

  /** @param kept one that is gone on with; `staged`: its variables as they are edited now */
  constructor(ports: ChangeSetPorts, kept?: Kept, staged: Staged = {}) {
    this.#ports = ports;
    this.#kept = kept;
    if (kept) {
      const { definition, baseVersion, comment } = kept.changeSet;
      this.#saved = { input: { ...definition, staged }, baseVersion, comment };
      this.#wanted = this.#saved;
    }
    this.#state = {
      id: kept?.changeSet.id,
      comment: kept?.changeSet.comment ?? "",
      isKept: true,
      savedAt: kept?.changeSet.updatedAt,
      problem: undefined,
    };
  }

  readonly snapshot = (): KeeperState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is edited now. */
  take(input: CheckInput, baseVersion: number): void {
    this.#wanted = { input, baseVersion, comment: this.#state.comment };
    this.#soon();
  }

  setComment(comment: string): void {
    this.#set({ comment });
    if (!this.#wanted) return;
    this.#wanted = { ...this.#wanted, comment };
    this.#soon();
  }

  /** Keeps everything now. Rejects when that cannot be done; undefined when nothing was ever edited. */
  async flush(): Promise<Kept | undefined> {
    clearTimeout(this.#timer);
    await this.#running;
    if (this.#differs()) await this.#save();
    if (this.#differs() && this.#state.problem !== undefined) throw this.#state.problem;
    return this.#kept;
  }

  async discard(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    if (this.#kept) await this.#ports.discard(this.#kept.changeSet.id, this.#kept.etag);
    this.forget();
  }

  /** It was applied or discarded: the next edit makes another one. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#kept = undefined;
    this.#saved = undefined;
    this.#wanted = undefined;
    this.#set({ id: undefined, comment: "", isKept: true, savedAt: undefined, problem: undefined });
  }

  /** Keeps nothing more by itself. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #soon(): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    const differs = this.#differs();
    this.#set({ isKept: !differs });
    if (differs) this.#timer = setTimeout(() => void this.#save(), PAUSE);
  }

  #save(): Promise<void> {
    this.#running = (this.#running ?? Promise.resolve()).then(() => this.#saveNow());
    return this.#running;
  }

  async #saveNow(): Promise<void> {
    const wanted = this.#wanted;
    if (!wanted || !this.#differs()) return;
    try {
      const kept = this.#kept;
      const input = inputOf(wanted, kept ? this.#saved : undefined);
      this.#kept = kept ? await this.#ports.save(kept.changeSet.id, kept.etag, input) : await this.#ports.create(input);
      this.#saved = wanted;
      const { id, updatedAt } = this.#kept.changeSet;
      this.#set({ id, savedAt: updatedAt, problem: undefined, isKept: !this.#differs() });
    } catch (problem) {
      if (this.#kept && isGone(problem)) {
        this.#kept = undefined;
        this.#saved = undefined;
        return this.#saveNow();
      }
      this.#set({ problem });
      if (!this.#isStopped) this.#timer = setTimeout(() => void this.#save(), AGAIN_AFTER);
    }
  }

  #differs(): boolean {
    const [wanted, saved] = [this.#wanted, this.#saved];
    if (!wanted) return false;
    if (!saved) return true;
    return (
      wanted.input.text !== saved.input.text ||
      wanted.baseVersion !== saved.baseVersion ||
      wanted.comment !== saved.comment ||
      !sameStaged(wanted.input.staged, saved.input.staged)
    );
  }

  #set(some: Partial<KeeperState>): void {
    this.#state = { ...this.#state, ...some };
    for (const listener of this.#listeners) listener();
  }
}

/** It was applied, discarded or edited elsewhere: these edits become a change set of their own, and none is lost. */
function isGone(problem: unknown): boolean {
  const { status } = (problem ?? {}) as { status?: unknown };
  return status === 404 || status === 409 || status === 412;
}

/** Only what differs is sent: values of secrets that were staged earlier are known to the platform alone. */
function inputOf({ input, baseVersion, comment }: Wanted, saved: Wanted | undefined): ChangeSetInput {
  const { format, text, staged } = input;
  return {
    ...(text !== saved?.input.text && { definition: { format, text } }),
    ...(baseVersion !== saved?.baseVersion && { baseVersion }),
    ...(comment !== (saved?.comment ?? "") && { comment }),
    ...(!sameStaged(staged, saved?.input.staged ?? {}) && {
      variables: stagedInput(staged) ?? { set: {}, remove: [] },
    }),
  };
}
