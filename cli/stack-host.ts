import { dirname } from "node:path";
import type { Context } from "./context.ts";
import { ProgressLine } from "./live/progress-line.ts";
import { safeText } from "./terminal/safe-text.ts";

type Host = ReturnType<typeof import("../engine/stack-host.ts").localStackHost>;

/** Finds the Pulumi CLI, or has it fetched or built with a line of progress, and says where it keeps its state. */
export async function findStackHost({ output, environment }: Context, signal: AbortSignal): Promise<Host> {
  const { resolveTool } = await import("../toolchain/resolve.ts");
  const { formatToolProgress } = await import("../toolchain/progress.ts");
  const { localStackHost } = await import("../engine/stack-host.ts");
  const line = new ProgressLine(output);
  try {
    const { path } = await resolveTool("pulumi", {
      onProgress: (progress) => {
        if (progress.step !== "ready")
          line.show(safeText(formatToolProgress(progress)), `${progress.tool} ${progress.step}`);
      },
      signal,
      environment,
    });
    return localStackHost(dirname(path), environment);
  } finally {
    line.close();
  }
}
