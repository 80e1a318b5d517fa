import type { Diagnosed, Diagnostic } from "../../constructs/diagnostic.ts";
import type { Evaluation, EvaluationInput, GeneratedValues } from "../../templates/evaluation.ts";
import type { Source } from "../../templates/source.ts";
import type { FormField } from "../../templates/template-form.ts";
import type { EvaluationTask } from "./evaluation-messages.ts";
import { EvaluationSlots, type TurnOptions } from "./evaluation-slots.ts";
import { EvaluationThread, ThreadStopped } from "./evaluation-thread.ts";

/** Definitions are strangers' programs and cost time by design: this many of them take it at the same time. */
const AT_ONCE = 2;
/** ms after which a thread that nobody needs gives its memory back. */
const IDLE = 60_000;

/** Evaluates what strangers wrote, in threads that stay warm, so that everybody else is answered meanwhile. */
class EvaluationThreads {
  readonly #slots = new EvaluationSlots(AT_ONCE);
  readonly #idle: { readonly thread: EvaluationThread; readonly timer: NodeJS.Timeout }[] = [];

  /** As `evaluate` of `templates/`; what cannot be evaluated within bounds is a diagnostic. */
  evaluate(
    project: string,
    { generated, signal: _, ...input }: EvaluationInput,
    options: TurnOptions = {},
  ): Promise<Diagnosed<Evaluation>> {
    return this.#diagnosed(project, { kind: "evaluate", input }, input.file, options, generated);
  }

  /** What a form for a definition must ask for. */
  form(
    project: string,
    source: Source,
    secretNames: ReadonlySet<string>,
    options: TurnOptions = {},
  ): Promise<Diagnosed<readonly FormField[]>> {
    return this.#diagnosed(project, { kind: "form", source, secretNames }, source.file, options);
  }

  /** Two texts as a unified diff, bounded. */
  async difference(
    project: string,
    from: string,
    to: string,
    names: [string, string],
    options: TurnOptions = {},
  ): Promise<string> {
    if (from === to) return "";
    return (await this.#run(project, { kind: "difference", from, to, names }, options)) as string;
  }

  async #diagnosed<T>(
    project: string,
    task: EvaluationTask,
    file: string,
    options: TurnOptions,
    generated?: GeneratedValues,
  ): Promise<Diagnosed<T>> {
    try {
      return (await this.#run(project, task, options, generated)) as Diagnosed<T>;
    } catch (error) {
      if (!(error instanceof ThreadStopped) || error.reason === "crash") throw error;
      return { diagnostics: [stopped(error, file)] };
    }
  }

  async #run(project: string, task: EvaluationTask, options: TurnOptions, generated?: GeneratedValues) {
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
    return new EvaluationThread();
  }

  #giveBack(thread: EvaluationThread): void {
    if (thread.ended) return;
    const timer = setTimeout(() => {
      const at = this.#idle.findIndex((one) => one.thread === thread);
      if (at >= 0) this.#idle.splice(at, 1);
      thread.end();
    }, IDLE).unref();
    this.#idle.push({ thread, timer });
  }
}

/** Those of this process. */
export const evaluationThreads = new EvaluationThreads();

/** Whoever has gone waits no longer; the thread goes on to its end, and only then is its slot free. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}

function stopped({ reason, message }: ThreadStopped, file: string): Diagnostic {
  return {
    severity: "error",
    code: reason === "time" ? "too-slow" : "too-large",
    message,
    position: { file, line: 1, column: 1 },
    fix: "make the definition smaller: fewer containers, or a project of their own for some",
  };
}
