import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { WorkerProcessInput } from "./worker-process.ts";

const PROGRAM = fileURLToPath(new URL("./worker-process.ts", import.meta.url));

/** A worker as a process of its own. */
export interface TestWorker {
  readonly process: ChildProcess;
  /** Lines of its log so far. */
  readonly log: readonly string[];
  /** From when on its process does nothing any more, in milliseconds of the machine's clock. */
  endedAt(): number | undefined;
  /** Lets it end in order; resolves when its log is whole. */
  stop(): Promise<void>;
  /** SIGKILL; resolves when it is gone and its log is whole. */
  kill(): Promise<void>;
}

/** Workers on one database, with a folder of their own for what they keep on this machine. */
export class TestWorkers {
  readonly folder = mkdtempSync(join(tmpdir(), "espalier-workers-"));
  readonly #input: WorkerProcessInput;
  readonly #workers = new Set<TestWorker>();

  constructor(test: { readonly databaseUrl: string; readonly key: Buffer }, concurrency = 4) {
    this.#input = { databaseUrl: test.databaseUrl, key: test.key.toString("hex"), concurrency };
  }

  /** Resolves when it takes updates. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<TestWorker> {
    const child = spawn(process.execPath, [PROGRAM, JSON.stringify(this.#input)], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ESPALIER_HOME: this.folder, ...environment },
    });
    const log: string[] = [];
    let endedAt: number | undefined;
    child.once("exit", () => {
      endedAt ??= Date.now();
    });
    const closed = once(child, "close");
    const ready = Promise.withResolvers<void>();
    createInterface({ input: child.stdout! })
      .on("line", (line) => {
        if (line === "ready") ready.resolve();
        else if (line.startsWith("{")) log.push(line);
      })
      .on("close", () => ready.reject(new Error(`the worker has ended:\n${log.slice(-20).join("\n")}`)));
    ready.promise.catch(() => undefined);
    const end = async (how: () => void) => {
      this.#workers.delete(worker);
      if (child.exitCode === null && child.signalCode === null) how();
      await closed;
    };
    // Another one may have begun what it ran before this process hears that it has ended.
    const kill = () => {
      endedAt ??= Date.now();
      child.kill("SIGKILL");
    };
    const worker: TestWorker = {
      process: child,
      log,
      endedAt: () => endedAt,
      stop: () => end(() => child.stdin!.write("stop\n")),
      kill: () => end(kill),
    };
    this.#workers.add(worker);
    await ready.promise;
    return worker;
  }

  async end(): Promise<void> {
    await Promise.all(Array.from(this.#workers, (worker) => worker.kill()));
    // What a killed one has started may write to it for a moment yet.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}
