import { Problem } from "../http/problem.ts";

const MOST_WAITING = 32;
/** One project must not fill the queue for all others. */
const MOST_OF_ONE = 8;

export interface TurnOptions {
  /**
   * Waits however long the queue is, and begins anew what the busy machine gave no time, as workers do. Default: Problem
   * "unavailable"
   */
  readonly patient?: boolean;
  readonly signal?: AbortSignal;
}

/** Lets few evaluations run at the same time, the others wait in turn. */
export class EvaluationSlots {
  readonly #atOnce: number;
  readonly #waiting: { readonly project: string; readonly begin: () => void }[] = [];
  #running = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Throws Problem "unavailable" when too many wait, the reason of the signal when it is aborted before its turn. */
  async run<T>(project: string, work: () => Promise<T>, { patient = false, signal }: TurnOptions = {}): Promise<T> {
    signal?.throwIfAborted();
    if (this.#running < this.#atOnce) this.#running++;
    else await this.#wait(project, patient, signal);
    try {
      return await work();
    } finally {
      // The slot is handed over rather than freed, so that nobody comes in between.
      const next = this.#waiting.shift();
      if (next) next.begin();
      else this.#running--;
    }
  }

  #wait(project: string, patient: boolean, signal: AbortSignal | undefined): Promise<void> {
    const ofProject = this.#waiting.filter((one) => one.project === project).length;
    if (!patient && (this.#waiting.length >= MOST_WAITING || ofProject >= MOST_OF_ONE)) {
      throw new Problem("unavailable", "too many definitions are being evaluated right now; try again", {
        retryAfter: 2,
      });
    }
    return new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const entry = { project, begin };
      const leave = () => {
        const at = this.#waiting.indexOf(entry);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting.push(entry);
    });
  }
}
