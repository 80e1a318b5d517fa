import { extname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { ElkNode } from "elkjs/lib/elk-api.js";
import { DiagramError } from "./diagram-error.ts";
import type { LaidOutGraphs } from "./elk-runner.ts";
import type { LayoutAnswer, LayoutRequest } from "./layout-worker.ts";

/** Published, the thread's file stands beside this one with the same ending. */
const FILE = new URL(`./layout-worker${extname(import.meta.url)}`, import.meta.url);
const LIMITS = { maxOldGenerationSizeMb: 1024, stackSizeMb: 8 };
/** So many times its limit a layout may take on a machine that gives the thread little processor time. */
const PATIENCE = 3;
/** A thread that is not held up has worked for this part of its time at least. */
const MOST = 0.9;
/** ms in which a thread must tell how much processor time it has had. */
const ANSWER_TIME = 1_000;

/**
 * ELK in a thread of its own: it stays warm between layouts, one at a time, and is ended when it takes too long. It
 * keeps a process alive only while it works.
 */
class LayoutThread {
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private requests = 0;

  /**
   * As an ElkRunner: fails with a DiagramError; `timeLimit` in ms counts from the moment the thread takes them, and by its
   * processor time: how busy a machine is must not decide how a diagram looks.
   */
  run(graphs: readonly ElkNode[], timeLimit: number): Promise<LaidOutGraphs> {
    if (graphs.length === 0) return Promise.resolve({ graphs, milliseconds: 0 });
    const result = this.last.then(() => this.runNow(graphs, timeLimit));
    this.last = result.catch(() => {});
    return result;
  }

  /** Ends the thread; the next layout starts another. */
  async stop(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private async runNow(graphs: readonly ElkNode[], timeLimit: number): Promise<LaidOutGraphs> {
    const worker = this.started();
    const begun = processorTime(worker);
    worker.ref();
    try {
      const laidOut = await this.answerOf(worker, { id: this.requests++, graphs }, begun, timeLimit);
      return { graphs: laidOut, milliseconds: (await processorTime(worker)) - (await begun) };
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      worker.unref();
    }
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(FILE, { resourceLimits: LIMITS });
    const forget = () => {
      if (this.worker === worker) this.worker = undefined;
    };
    this.worker = worker.on("error", forget).on("exit", forget);
    return worker;
  }

  private answerOf(
    worker: Worker,
    request: LayoutRequest,
    begun: Promise<number>,
    timeLimit: number,
  ): Promise<readonly ElkNode[]> {
    return new Promise((resolve, reject) => {
      const fail = (code: DiagramError["code"], message: string) => {
        stopListening();
        reject(new DiagramError(code, message));
      };
      const onMessage = ({ graphs, error }: LayoutAnswer) => {
        if (!graphs) return fail("layout-failed", `the layout failed: ${error}`);
        stopListening();
        resolve(graphs);
      };
      const onError = (error: Error) => fail("layout-failed", `the layout failed: ${error.message}`);
      const onExit = (code: number) => fail("layout-failed", `the thread of the layout ended with code ${code}`);
      const end = () => fail("layout-timeout", `the layout takes longer than its limit of ${timeLimit / 1000} s`);
      const timer = setInterval(async () => {
        const [from, to] = await Promise.all([begun, processorTime(worker)]);
        if (to - from >= timeLimit * MOST) end();
      }, timeLimit);
      const last = setTimeout(end, timeLimit * PATIENCE);
      const stopListening = () => {
        clearInterval(timer);
        clearTimeout(last);
        worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      };
      worker.on("message", onMessage).on("error", onError).on("exit", onExit);
      worker.postMessage(request);
    });
  }
}

/** In ms so far; none where the thread does not answer, as while it is being started. */
function processorTime(worker: Worker): Promise<number> {
  const told = worker.cpuUsage().then(
    ({ user, system }) => (user + system) / 1000,
    () => 0,
  );
  return Promise.race([told, sleep(ANSWER_TIME, 0, { ref: false })]);
}

export const layoutThread = new LayoutThread();
