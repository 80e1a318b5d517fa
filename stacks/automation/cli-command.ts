import { spawn } from "node:child_process";
import { join } from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation/cmd.js";
import { version } from "@pulumi/pulumi/version.js";

/** What a run of the CLI said. */
export interface CliResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A run of the CLI that failed; the message is what it said. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly result: CliResult;

  constructor(result: CliResult) {
    super(saidBy(result));
    this.result = result;
  }
}

/** After an interrupt the CLI may finish what it is doing; after this time it is killed. */
const GRACE_MILLISECONDS = 5_000;

/** What is kept of the CLI's output, from its end: enough for its errors. */
const MAX_OUTPUT = 256 * 1024;

export interface CliOptions {
  readonly signal?: AbortSignal;
  /** What is taken out of all that the CLI says. */
  readonly hidden?: readonly string[];
}

/**
 * Runs the CLI for the Automation API. `Stack.up()` runs `pulumi` four times (up, output twice, history) and selecting a
 * stack once more, 0.4 s each; here only updates run as processes. What the others would say is known: the outcome comes
 * from the provider, the stack has no outputs, and its history is not kept.
 */
export class CliCommand implements PulumiCommand {
  readonly command: string;
  /** The API asks for its text only. That the CLI is of the SDK's version is the toolchain's business. */
  readonly version = { toString: () => version } as PulumiCommand["version"];
  readonly #environment: Readonly<Record<string, string>>;
  readonly #signal: AbortSignal | undefined;
  readonly #hidden: readonly string[];

  constructor(folder: string, environment: Readonly<Record<string, string>>, options: CliOptions = {}) {
    this.command = join(folder, "pulumi");
    this.#environment = environment;
    this.#signal = options.signal;
    this.#hidden = options.hidden ?? [];
  }

  /** Called by the Automation API. */
  async run(args: readonly string[], folder: string): Promise<CliResult> {
    const [command, subcommand] = args;
    if (command === "stack" && subcommand === "select") return answer("");
    if (command === "stack" && subcommand === "output") return answer("{}");
    if (command === "stack" && subcommand === "history") return answer("[]");
    return this.start([...args, "--non-interactive"], folder);
  }

  /** Runs a process to its end. Rejects with `CliError`, or the signal's reason. */
  async start(args: readonly string[], folder: string): Promise<CliResult> {
    this.#signal?.throwIfAborted();
    const child = spawn(this.command, args, { cwd: folder, env: this.#environment, stdio: ["ignore", "pipe", "pipe"] });
    const output = [child.stdout, child.stderr].map((stream) => {
      const kept = new KeptOutput();
      stream.setEncoding("utf8").on("data", (chunk: string) => kept.add(chunk));
      return kept;
    });
    let killing: NodeJS.Timeout | undefined;
    const interrupt = () => {
      child.kill("SIGINT");
      killing = setTimeout(() => child.kill("SIGKILL"), GRACE_MILLISECONDS);
    };
    this.#signal?.addEventListener("abort", interrupt, { once: true });
    try {
      const code = await new Promise<number>((resolve, reject) => {
        child.once("error", (error) => reject(new Error(`cannot run ${this.command}: ${error.message}`)));
        child.once("close", (exit) => resolve(exit ?? -1));
      });
      this.#signal?.throwIfAborted();
      const [stdout = "", stderr = ""] = output.map((kept) => withoutPasswords(kept.text, this.#hidden));
      const result = { stdout, stderr, code };
      if (code !== 0) throw new CliError(result);
      return result;
    } finally {
      clearTimeout(killing);
      this.#signal?.removeEventListener("abort", interrupt);
    }
  }
}

/** The end of what a stream said, in whole lines once something was left out: half a password could not be recognised. */
class KeptOutput {
  #text = "";
  #cut = false;

  add(chunk: string): void {
    this.#text += chunk;
    if (this.#text.length <= MAX_OUTPUT) return;
    this.#text = this.#text.slice(-MAX_OUTPUT);
    this.#cut = true;
  }

  get text(): string {
    return this.#cut ? this.#text.slice(this.#text.indexOf("\n") + 1 || this.#text.length) : this.#text;
  }
}

/** Who an address is used as, in whatever way it is written: `postgres://user:password@host`. */
const USER_IN_ADDRESS = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi;

function withoutPasswords(text: string, hidden: readonly string[]): string {
  return hidden.reduce((said, password) => said.replaceAll(password, "…"), text.replace(USER_IN_ADDRESS, "$1…@"));
}

function answer(stdout: string): CliResult {
  return { stdout, stderr: "", code: 0 };
}

/** The lines the CLI marks as errors, else the end of what it said. */
function saidBy({ stdout, stderr, code }: CliResult): string {
  const lines = `${stdout}\n${stderr}`.split("\n").map((line) => line.trim());
  const errors = lines.filter((line) => line.startsWith("error:")).map((line) => line.slice("error:".length).trim());
  const said = errors.length ? [...new Set(errors)] : lines.filter(Boolean).slice(-5);
  return said.join("; ") || `pulumi ended with exit code ${code}`;
}
