import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { packageFile } from "./package-file.ts";

/** Bounds on evaluating one definition. */
const BOUND = {
  /**
   * Seconds of processor time, the start of the process (0.1 s) and all requests together, however busy the machine is.
   * One more ends a child that holds on to the signal.
   */
  processor: 2,
  /** Milliseconds of evaluation, all requests together, on a machine that hardly gives it any processor time. */
  time: 15_000,
  /** Milliseconds until the process is ready: no fault of the definition, so generous. */
  start: 30_000,
  /** KiB of private writable memory, the process itself included. */
  memory: 256 * 1024,
  /** Open files; the child uses them all up at once. */
  files: 64,
  /** Bytes of an answer. */
  answer: 4 * 1024 * 1024,
  /** Bytes of `std.trace` and last words that are kept. */
  messages: 64 * 1024,
} as const;

/**
 * `ulimit -d` counts private writable memory (Linux 4.7 and newer; other systems are left with the bounds on time), which
 * `ulimit -v` cannot do for Node: it reserves address space by the gigabyte. --jitless keeps V8 from reserving 512 MB of
 * it as writable, and leaves 26 MB.
 */
const SHELL = [
  `ulimit -d ${BOUND.memory}`,
  `ulimit -n ${BOUND.files}`,
  `ulimit -S -t ${BOUND.processor}`,
  `ulimit -H -t ${BOUND.processor + 1}`,
  "ulimit -c 0",
  'exec "$@"',
].join("; ");
const FLAGS = ["--jitless", "--v8-pool-size=0", "--max-old-space-size=64"];

export interface JsonnetRequest {
  readonly code: string;
  /** External variables whose value is Jsonnet. */
  readonly sources: Readonly<Record<string, string>>;
  /** External variables whose value is text. */
  readonly values: Readonly<Record<string, string>>;
}

/** Why the process ended before it gave an answer. */
export type Stop = "time" | "busy" | "memory" | "answer" | "crash" | "start";

/** The result as JSON, what Jsonnet says is wrong, or why there is neither. */
export type JsonnetAnswer = { readonly json: string } | { readonly error: string } | { readonly stop: Stop };

/** A child process that evaluates Jsonnet without files, environment or network, within bounds on time and memory. */
export class JsonnetProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ready: Promise<unknown>;
  #time: number;
  #stop: Stop | undefined;
  #ended = false;
  #messages = "";
  #output: Buffer[] = [];
  #size = 0;
  #waiting: ((line: string | undefined) => void) | undefined;

  /** @param time ms of evaluation on a machine that hardly gives it any processor time. Default: 15 s */
  constructor(signal?: AbortSignal, time: number = BOUND.time) {
    this.#time = time;
    const program = [process.execPath, ...FLAGS, packageFile("templates", "jsonnet-child.mjs")];
    this.#child = spawn("/bin/sh", ["-c", SHELL, "sh", ...program], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { UV_THREADPOOL_SIZE: "1" },
      ...(signal && { signal, killSignal: "SIGKILL" as const }),
    });
    this.#child.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#messages = (this.#messages + text).slice(0, BOUND.messages);
    });
    this.#child.stdin.on("error", () => {});
    this.#child.on("error", () => this.#end("start"));
    this.#child.on("close", (_, killedBy) => this.#end(stopOf(killedBy, this.#messages)));
    this.#ready = this.#line(BOUND.start, "start");
  }

  /** Lines that `std.trace` wrote. */
  get messages(): string {
    return this.#messages;
  }

  async evaluate(request: JsonnetRequest): Promise<JsonnetAnswer> {
    await this.#ready;
    if (this.#ended) return { stop: this.#stop ?? "crash" };
    const started = performance.now();
    const line = this.#line(this.#time, "busy");
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await line;
    this.#time = Math.max(1, this.#time - (performance.now() - started));
    return answer === undefined ? { stop: this.#stop ?? "crash" } : (JSON.parse(answer) as JsonnetAnswer);
  }

  close(): void {
    this.#child.stdin.destroy();
    this.#child.kill("SIGKILL");
  }

  #line(milliseconds: number, overtime: Stop): Promise<string | undefined> {
    return new Promise((resolve) => {
      if (this.#ended) return resolve(undefined);
      const timer = setTimeout(() => this.#kill(overtime), milliseconds);
      this.#waiting = (line) => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve(line);
      };
    });
  }

  #receive(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > BOUND.answer) this.#kill("answer");
    else this.#output.push(chunk);
    if (chunk.at(-1) !== 10) return;
    const line = Buffer.concat(this.#output).toString();
    this.#output = [];
    this.#size = 0;
    this.#waiting?.(line);
  }

  #kill(stop: Stop): void {
    this.#stop ??= stop;
    this.#child.kill("SIGKILL");
  }

  #end(stop: Stop): void {
    this.#ended = true;
    this.#stop ??= stop;
    this.#waiting?.(undefined);
  }
}

function stopOf(killedBy: NodeJS.Signals | null, messages: string): Stop {
  if (killedBy === "SIGXCPU") return "time";
  return killedBy === "SIGABRT" || /memory|bad_alloc/.test(messages) ? "memory" : "crash";
}
