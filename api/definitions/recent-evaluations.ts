import { createHash } from "node:crypto";
import type { Diagnosed } from "../../constructs/diagnostic.ts";
import type { Evaluation, EvaluationInput } from "../../templates/evaluation.ts";

type Evaluated = Diagnosed<Evaluation>;
type Input = Omit<EvaluationInput, "generated" | "signal">;

interface Outcome {
  readonly evaluated: Evaluated;
  /** Whether the same would evaluate to this again. */
  readonly again: boolean;
}

/** ms: who has looked at an edit plans it next. */
const KEPT = 30_000;
/** Characters of a definition: what a larger one makes is not worth its memory. */
const LARGEST = 128 * 1024;
const MOST = 8;

/**
 * What the last definitions of this process evaluated to. An evaluation is a function of its input alone, so that the same
 * input need not be evaluated again: an edit is checked while it is typed, drawn, and planned, all
 * at the same time.
 */
export class RecentEvaluations {
  readonly #running = new Map<string, Promise<Outcome | undefined>>();
  readonly #kept = new Map<string, { readonly evaluated: Evaluated; readonly timer: NodeJS.Timeout }>();

  /**
   * @param generated tells values that were generated earlier apart from others; undefined: they may change meanwhile
   * @param evaluate says by `again` whether it would evaluate to the same again; what ran out of time may not
   */
  async get(input: Input, generated: string | undefined, evaluate: () => Promise<Outcome>): Promise<Evaluated> {
    if (generated === undefined || (input.text?.length ?? 0) > LARGEST) return (await evaluate()).evaluated;
    const key = keyOf(input, generated);
    const known = this.#kept.get(key);
    if (known) return known.evaluated;
    const asked = this.#running.get(key);
    const others = asked && (await asked);
    if (others?.again) return others.evaluated;
    const outcome = evaluate();
    // Whoever waits for it evaluates by itself when it fails: it may have been given up by who asked first.
    const running = outcome.catch(() => undefined);
    this.#running.set(key, running);
    try {
      const { evaluated, again } = await outcome;
      if (again) this.#keep(key, evaluated);
      return evaluated;
    } finally {
      if (this.#running.get(key) === running) this.#running.delete(key);
    }
  }

  #keep(key: string, evaluated: Evaluated): void {
    this.#drop(key);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST && oldest !== undefined) this.#drop(oldest);
    const timer = setTimeout(() => this.#drop(key), KEPT).unref();
    this.#kept.set(key, { evaluated, timer });
  }

  #drop(key: string): void {
    clearTimeout(this.#kept.get(key)?.timer);
    this.#kept.delete(key);
  }
}

/** Values of secrets are a part of it, so that it must not be told or written anywhere. */
function keyOf({ file, text, zone, variables, secretNames, undeclared }: Input, generated: string): string {
  const names = [...(secretNames ?? [])].sort();
  const given = Object.entries(variables).sort(([one], [other]) => (one < other ? -1 : 1));
  const all = JSON.stringify([file, text, zone, given, names, undeclared, generated]);
  return createHash("sha256").update(all).digest("base64");
}
