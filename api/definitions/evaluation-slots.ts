import { Problem } from "../http/problem.ts";

/** How much of this process definitions may take: they are strangers' programs, and cost time by design. */
const AT_ONCE = 2;
const MOST_WAITING = 32;
/** One project must not fill the queue for all others. */
const MOST_OF_ONE = 8;

/** Lets few evaluations run at the same time, the others wait in turn. */
export class EvaluationSlots {
  readonly #waiting: { readonly project: string; readonly begin: () => void }[] = [];
  #running = 0;

  /**
   * @param patient waits however long the queue is, as workers do; else Problem "unavailable" when it is full
   * @throws the reason of `signal`
   */
  async run<T>(
    project: string,
    work: () => Promise<T>,
    { patient = false, signal }: { readonly patient?: boolean; readonly signal?: AbortSignal } = {},
  ): Promise<T> {
    signal?.throwIfAborted();
    if (this.#running < AT_ONCE) this.#running++;
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

/** Those of this process. */
export const evaluationSlots = new EvaluationSlots();
