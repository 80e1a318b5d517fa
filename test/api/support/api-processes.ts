import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ApiProcessInput } from "./api-process.ts";

const PROGRAM = fileURLToPath(new URL("./api-process.ts", import.meta.url));

/** The API as a process of its own, which is killed and started again; at another port each time. */
export class TestApi {
  readonly #input: ApiProcessInput;
  readonly #log: string[] = [];
  #process: ChildProcess | undefined;
  #url: string | undefined;

  constructor(input: ApiProcessInput) {
    this.#input = input;
  }

  /** Where it answers; undefined while it does not. */
  get url(): string | undefined {
    return this.#url;
  }

  /** Lines of its log so far, of all its lives. */
  get log(): readonly string[] {
    return this.#log;
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const child = fork(PROGRAM, [JSON.stringify(this.#input)], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    this.#process = child;
    createInterface({ input: child.stdout! }).on("line", (line) => this.#log.push(line));
    const ended = once(child, "exit").then(() => {
      throw new Error(`the API has ended:\n${this.#log.slice(-10).join("\n")}`);
    });
    ended.catch(() => undefined);
    const [{ url }] = (await Promise.race([once(child, "message"), ended])) as [{ url: string }];
    this.#url = url;
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    this.#url = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }
}
