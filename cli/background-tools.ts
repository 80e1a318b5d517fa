import type { ToolProgress } from "../toolchain/progress.ts";
import type { Context } from "./context.ts";
import { ProgressLine } from "./live/progress-line.ts";
import { safeText } from "./terminal/safe-text.ts";

/** Finds, fetches or builds every program of the toolchain while other things are shown, with one line of progress below them. */
export class BackgroundTools {
  readonly #line: ProgressLine;
  readonly #work: Promise<unknown>;

  constructor({ output, environment }: Context, signal: AbortSignal) {
    this.#line = new ProgressLine(output);
    this.#work = this.#resolve(environment, signal);
    // What went wrong is thrown by `ready`, not before: the rest is shown meanwhile.
    this.#work.catch(() => {});
  }

  /** Resolves when all are there. Rejects with ToolchainError when one cannot be obtained. */
  async ready(): Promise<void> {
    await this.#work.finally(() => this.close());
  }

  close(): void {
    this.#line.close();
  }

  async #resolve(environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
    const { resolveToolchain } = await import("../toolchain/resolve.ts");
    const { formatToolProgress } = await import("../toolchain/progress.ts");
    const { TOOL_NAMES } = await import("../toolchain/tools.ts");
    const onProgress = (progress: ToolProgress): void => {
      if (progress.step === "looking" || progress.step === "ready") return;
      this.#line.show(safeText(formatToolProgress(progress)), `${progress.tool} ${progress.step}`);
    };
    await resolveToolchain(TOOL_NAMES, { onProgress, signal, environment });
  }
}
