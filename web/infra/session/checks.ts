import type { Schema } from "../../../api/client/types.ts";
import type { SessionFormat } from "./session.ts";
import type { Staged } from "./staged.ts";

export type CheckedDefinition = Schema<"CheckedDefinition">;
export type ZonePlan = Schema<"ZonePlan">;

/** What is checked and planned: the state of a session at one moment. */
export interface CheckInput {
  readonly format: SessionFormat;
  readonly text: string;
  readonly staged: Staged;
}

export interface CheckPorts {
  readonly check: (input: CheckInput, signal: AbortSignal) => Promise<CheckedDefinition>;
  /** Absent: nothing is planned. */
  readonly plan?: (input: CheckInput, signal: AbortSignal) => Promise<readonly ZonePlan[]>;
}

/** The last tree there was, which stays shown while the code is broken. */
export interface GoodTree {
  readonly tree: NonNullable<CheckedDefinition["tree"]>;
  readonly spec: NonNullable<CheckedDefinition["spec"]>;
}

export interface ChecksState {
  /** The latest answer. */
  readonly checked: CheckedDefinition | undefined;
  /** Whether that answer is about what is edited now. */
  readonly isCurrent: boolean;
  readonly good: GoodTree | undefined;
  /** Why nothing could be asked. */
  readonly problem: unknown;
  readonly plan: readonly ZonePlan[] | undefined;
  readonly isPlanCurrent: boolean;
  readonly planProblem: unknown;
}

const NOTHING: ChecksState = {
  checked: undefined,
  isCurrent: false,
  good: undefined,
  problem: undefined,
  plan: undefined,
  isPlanCurrent: false,
  planProblem: undefined,
};

/** In ms: who types faster is waited for. */
const PAUSE = 120;
/** In ms: after a failure it is asked again by itself. */
const AGAIN_AFTER = 3_000;

/**
 * Keeps what is edited checked and planned. The first edit after a rest is asked about at once, those that follow it
 * closely after a pause; what is superseded is aborted, and its answer, should it come anyway, is not looked at.
 */
export class Checks {
  #state = NOTHING;
  #input: CheckInput | undefined;
  #abort: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #editedAt = Number.NEGATIVE_INFINITY;
  readonly #ports: CheckPorts;
  readonly #listeners = new Set<() => void>();

  constructor(ports: CheckPorts) {
    this.#ports = ports;
  }

  get state(): ChecksState {
    return this.#state;
  }

  readonly snapshot = (): ChecksState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** `isTyping`: more of it may follow at once. */
  take(input: CheckInput, isTyping: boolean): void {
    const now = performance.now();
    const waits = isTyping && now - this.#editedAt < PAUSE;
    this.#editedAt = now;
    this.#input = input;
    this.#set({ isCurrent: false, isPlanCurrent: false });
    this.#ask(waits ? PAUSE : 0);
  }

  /** Asks again about the same: variables were set elsewhere, a zone came back. */
  again(): void {
    if (!this.#input) return;
    this.#set({ isPlanCurrent: false });
    this.#ask(0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#listeners.clear();
  }

  #ask(delay: number): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const start = () => void this.#checkAndPlan(abort.signal);
    if (delay === 0) start();
    else this.#timer = setTimeout(start, delay);
  }

  async #checkAndPlan(signal: AbortSignal): Promise<void> {
    const input = this.#input as CheckInput;
    // Most often what was right is right after the next edit too, and the platform evaluates it once for both.
    const planning = this.#state.checked?.valid ? this.#ports.plan?.(input, signal) : undefined;
    planning?.catch(() => undefined);
    let checked: CheckedDefinition;
    try {
      checked = await this.#ports.check(input, signal);
    } catch (problem) {
      if (signal.aborted) return;
      this.#set({ problem });
      this.#timer = setTimeout(() => this.#ask(0), AGAIN_AFTER);
      return;
    }
    if (signal.aborted) return;
    const { tree, spec } = checked;
    this.#set({
      checked,
      isCurrent: true,
      problem: undefined,
      ...(tree && spec && { good: { tree, spec } }),
    });
    if (checked.valid && this.#ports.plan) await this.#show(planning ?? this.#ports.plan(input, signal), signal);
  }

  async #show(planning: Promise<readonly ZonePlan[]>, signal: AbortSignal): Promise<void> {
    try {
      const plan = await planning;
      if (!signal.aborted) this.#set({ plan, isPlanCurrent: true, planProblem: undefined });
    } catch (planProblem) {
      if (!signal.aborted) this.#set({ plan: undefined, isPlanCurrent: true, planProblem });
    }
  }

  #set(some: Partial<ChecksState>): void {
    this.#state = { ...this.#state, ...some };
    for (const listener of this.#listeners) listener();
  }
}
