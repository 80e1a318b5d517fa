import { type ChildProcess, spawn } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { dirname, extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildRequest, ChildMessage } from "./typescript-messages.ts";

/** Milliseconds a definition may take, its imports included. */
export const TYPESCRIPT_TIME = 30_000;

export type ChildAnswer =
  | ChildMessage
  | { readonly kind: "overtime" }
  | { readonly kind: "ended"; readonly code: number | null };

/** Runs a person's TypeScript definition in a process of its own. What it writes to stdout goes to our stderr. */
export class TypeScriptProcess {
  readonly #child: ChildProcess;
  readonly #timer: NodeJS.Timeout;
  #last: ChildAnswer | undefined;
  #waiting: ((answer: ChildAnswer) => void) | undefined;

  constructor(file: string, time: number, signal?: AbortSignal) {
    const own = fileURLToPath(import.meta.url);
    const child = own.replace(/-process\.[jt]s$/, `-child${extname(own)}`);
    // In a checkout the package's exports lead to its source.
    const conditions = extname(own) === ".ts" ? ["--conditions=espalier-source"] : [];
    const quiet = ["MODULE_TYPELESS_PACKAGE_JSON", "ExperimentalWarning"].map((name) => `--disable-warning=${name}`);
    const flags = [...conditions, ...quiet];
    // Half of the time goes into compiling cdk8s; a cache that we use serves the child as well.
    const cache = getCompileCacheDir();
    this.#child = spawn(process.execPath, [...flags, child, file], {
      cwd: dirname(file),
      env: { ...process.env, ...(cache !== undefined && { NODE_COMPILE_CACHE: cache }) },
      stdio: ["ignore", 2, 2, "ipc"],
      ...(signal && { signal, killSignal: "SIGKILL" as const }),
    });
    this.#timer = setTimeout(() => this.#end({ kind: "overtime" }), time);
    this.#child.on("message", (message) => this.#deliver(message as ChildMessage));
    this.#child.on("error", () => this.#end({ kind: "ended", code: null }));
    this.#child.on("exit", (code) => this.#end({ kind: "ended", code }));
  }

  /** The next answer; the same for ever once the process has ended. */
  answer(): Promise<ChildAnswer> {
    return new Promise((resolve) => {
      if (this.#last) resolve(this.#last);
      else this.#waiting = resolve;
    });
  }

  build(request: BuildRequest): Promise<ChildAnswer> {
    const answer = this.answer();
    if (this.#child.connected) this.#child.send(request);
    return answer;
  }

  close(): void {
    this.#end({ kind: "ended", code: null });
  }

  #deliver(answer: ChildAnswer): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(answer);
  }

  #end(answer: ChildAnswer): void {
    if (this.#last) return;
    this.#last = answer;
    clearTimeout(this.#timer);
    this.#child.kill("SIGKILL");
    this.#deliver(answer);
  }
}
