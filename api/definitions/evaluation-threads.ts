import type { Diagnosed, Diagnostic } from "../../constructs/diagnostic.ts";
import type { Evaluation, EvaluationInput, GeneratedValues } from "../../templates/evaluation.ts";
import type { Source } from "../../templates/source.ts";
import type { FormField } from "../../templates/template-form.ts";
import { Problem } from "../http/problem.ts";
import type { EvaluationTask, GivenValue } from "./evaluation-messages.ts";
import type { TurnOptions } from "./evaluation-slots.ts";
import { ThreadStopped } from "./evaluation-thread.ts";
import { ThreadPool } from "./thread-pool.ts";

/** Definitions are strangers' programs and cost time by design: this many of them take it at the same time. */
const AT_ONCE = 2;

/** So often is begun anew what got no processor time, for those who are patient. */
const MOST_TRIES = 10;

/** Evaluates what strangers wrote, in threads that stay warm, so that everybody else is answered meanwhile. */
export class EvaluationThreads {
  readonly #pool: ThreadPool;

  /** @param time ms that a task may take. Default: 20 s */
  constructor(time?: number) {
    this.#pool = new ThreadPool(AT_ONCE, time);
  }

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

  /** What is wrong with each value: matching a stranger's pattern may take long. */
  async check(
    project: string,
    values: readonly GivenValue[],
    options: TurnOptions = {},
  ): Promise<readonly (readonly Diagnostic[])[]> {
    if (values.length === 0) return [];
    return (await this.#pool.run(project, { kind: "check", values }, options)) as readonly (readonly Diagnostic[])[];
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
    return (await this.#pool.run(project, { kind: "difference", from, to, names }, options)) as string;
  }

  async #diagnosed<T>(
    project: string,
    task: EvaluationTask,
    file: string,
    options: TurnOptions,
    generated?: GeneratedValues,
  ): Promise<Diagnosed<T>> {
    for (let tries = 1; ; tries++) {
      try {
        return (await this.#pool.run(project, task, options, generated)) as Diagnosed<T>;
      } catch (error) {
        if (!(error instanceof ThreadStopped) || error.reason === "crash") throw error;
        if (error.reason !== "busy") return { diagnostics: [stopped(error, file)] };
        if (!options.patient || tries === MOST_TRIES) throw tooBusy();
      }
    }
  }
}

/** Those of this process. */
export const evaluationThreads = new EvaluationThreads();

function tooBusy(): Problem {
  const detail = "the platform is too busy to evaluate the definition right now; try again";
  return new Problem("unavailable", detail, { retryAfter: 5 });
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
