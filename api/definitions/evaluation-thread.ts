import { extname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import type { GeneratedValues } from "../../templates/evaluation.ts";
import type { EvaluationTask, ThreadMessage, ThreadRequest, ValueRequest } from "./evaluation-messages.ts";

/** Published, the thread's file stands beside this one with the same ending. */
const FILE = new URL(`./evaluation-worker${extname(import.meta.url)}`, import.meta.url);
const MEMORY = 256;
/** MiB. Without it an evaluation of 300 containers takes a fifth less processor time, and its thread 26 MiB more. */
const YOUNG = 8;
/** MiB. A thread that has grown beyond is ended, as its memory would not be given back otherwise. */
const HEAP_KEPT = 128;
/** ms of one task. Generous, as a busy machine is no fault of a definition; what is endless ends. */
const TIME = 20_000;

/** ms in which a thread must tell how much processor time it has had, in steps: a machine that stalls takes one of them. */
const ANSWER_TIME = 1_000;
const ANSWER_STEPS = 20;

/** A thread that has worked for less than this part of its time could not be expected to come to an end. */
const LITTLE = 20;

/** Why a thread gave no answer. */
export class ThreadStopped extends Error {
  override readonly name = "ThreadStopped";
  /** `busy`: it hardly got any processor time, so that it is no fault of what was evaluated. */
  readonly reason: "time" | "busy" | "memory" | "crash";

  constructor(reason: ThreadStopped["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** A thread of its own for what strangers wrote: it may take time and memory within bounds, and nobody waits for it. */
export class EvaluationThread {
  readonly #worker = new Worker(FILE, {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY, maxYoungGenerationSizeMb: YOUNG },
  });
  readonly #time: number;
  #ended = false;

  /** @param time ms that a task may take. Default: 20 s */
  constructor(time = TIME) {
    this.#time = time;
    this.#worker.on("exit", () => {
      this.#ended = true;
    });
    // An error without a listener would end the whole process; whoever waits for the thread hears of its end.
    this.#worker.on("error", () => {});
    this.#worker.unref();
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Carries out one task at a time. Throws ThreadStopped, and whatever `generated` throws that is no diagnostic. */
  run(task: EvaluationTask, generated?: GeneratedValues): Promise<unknown> {
    const worker = this.#worker;
    let failure: unknown;
    worker.ref();
    return new Promise<unknown>((resolve, reject) => {
      const onMessage = (message: ThreadMessage) => {
        if (message.kind === "value") {
          // The thread is told to come to its end first: what it says later must not be taken for another's answer.
          void this.#answerValue(message, generated).catch((error: unknown) => {
            failure = error;
            this.#send({ kind: "no-value", diagnostics: [] });
          });
        } else if (failure !== undefined) reject(failure);
        else if (message.kind === "done") {
          if (message.heap > HEAP_KEPT) this.end();
          resolve(message.result);
        } else reject(new ThreadStopped("crash", `evaluating failed: ${message.where}`));
      };
      const onError = ({ code }: NodeJS.ErrnoException) =>
        code === "ERR_WORKER_OUT_OF_MEMORY"
          ? reject(new ThreadStopped("memory", `evaluating took more than ${MEMORY} MiB of memory`))
          : reject(new ThreadStopped("crash", `the thread that evaluates ended: ${code ?? "unknown"}`));
      const onExit = () => reject(new ThreadStopped("crash", "the thread that evaluates ended"));
      // A thread that cannot tell yet is being started, and has had none.
      const begun = this.#processorTime(0);
      const timer = setTimeout(async () => {
        const used = await Promise.all([begun, this.#processorTime(Number.POSITIVE_INFINITY)]).then(
          ([from, to]) => to - from,
        );
        const reason = used < this.#time / LITTLE ? "busy" : "time";
        reject(new ThreadStopped(reason, `evaluating took longer than ${this.#time / 1000} s`));
        this.end();
      }, this.#time);
      worker.on("message", onMessage).on("error", onError).on("exit", onExit);
      this.#stopListening = () => {
        clearTimeout(timer);
        worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      };
      this.#send({ kind: "task", task });
    }).finally(() => {
      this.#stopListening();
      worker.unref();
    });
  }

  /** @returns ms so far; `unknown` where the thread does not answer */
  async #processorTime(unknown: number): Promise<number> {
    let told: number | undefined;
    void this.#worker.cpuUsage().then(
      ({ user, system }) => {
        told = (user + system) / 1000;
      },
      () => {
        told = unknown;
      },
    );
    for (let step = 0; step < ANSWER_STEPS && told === undefined; step++) {
      await sleep(ANSWER_TIME / ANSWER_STEPS, undefined, { ref: false });
    }
    return told ?? unknown;
  }

  end(): void {
    this.#ended = true;
    void this.#worker.terminate();
  }

  #stopListening: () => void = () => {};

  async #answerValue(
    { project, variable, drawn, secret }: ValueRequest,
    generated: GeneratedValues | undefined,
  ): Promise<void> {
    try {
      const value = generated ? await generated.get(project, variable, () => drawn, secret) : drawn;
      this.#send({ kind: "value", value });
    } catch (error) {
      if (!(error instanceof DiagnosticsError)) throw error;
      this.#send({ kind: "no-value", diagnostics: error.diagnostics });
    }
  }

  #send(request: ThreadRequest): void {
    this.#worker.postMessage(request);
  }
}
