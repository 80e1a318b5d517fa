import type { GeneratedValues } from "../../templates/evaluation.ts";
import type { EvaluationTask } from "./evaluation-messages.ts";
import { EvaluationSlots, type TurnOptions } from "./evaluation-slots.ts";
import { EvaluationThread } from "./evaluation-thread.ts";

/** ms after which a thread that nobody needs gives its memory back, while there is another. */
const IDLE = 60_000;
/** ms for the last one: who edits a definition comes back, and a new thread makes that person wait for a second. */
const LAST_IDLE = 10 * 60_000;

/** A few threads that stay warm, each doing one thing at a time; the others wait in turn. */
export class ThreadPool {
  readonly #slots: EvaluationSlots;
  readonly #time: number | undefined;
  readonly #idle: { readonly thread: EvaluationThread; readonly timer: NodeJS.Timeout }[] = [];

  /** @param time ms that a task may take. Default: that of a thread */
  constructor(atOnce: number, time?: number) {
    this.#slots = new EvaluationSlots(atOnce);
    this.#time = time;
  }

  /** Carries out a task when its turn comes. Throws as `EvaluationSlots.run` and `EvaluationThread.run`. */
  async run(
    project: string,
    task: EvaluationTask,
    options: TurnOptions = {},
    generated?: GeneratedValues,
  ): Promise<unknown> {
    const turn = this.#slots.run(
      project,
      async () => {
        const thread = this.#take();
        try {
          return await thread.run(task, generated);
        } finally {
          this.#giveBack(thread);
        }
      },
      options,
    );
    return untilAborted(turn, options.signal);
  }

  #take(): EvaluationThread {
    for (let kept = this.#idle.pop(); kept; kept = this.#idle.pop()) {
      clearTimeout(kept.timer);
      if (!kept.thread.ended) return kept.thread;
    }
    return new EvaluationThread(this.#time);
  }

  #giveBack(thread: EvaluationThread): void {
    if (thread.ended) return;
    const patience = this.#idle.length === 0 ? LAST_IDLE : IDLE;
    const timer = setTimeout(() => {
      const at = this.#idle.findIndex((one) => one.thread === thread);
      if (at >= 0) this.#idle.splice(at, 1);
      thread.end();
    }, patience).unref();
    this.#idle.push({ thread, timer });
  }
}

/** Whoever has gone waits no longer; the thread goes on to its end, and only then is its slot free. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
