import { dirname } from "node:path";
import { localStackHost } from "../../engine/stack-host.ts";
import type { StackHost } from "../../stacks/update.ts";
import { resolveTool } from "../../toolchain/resolve.ts";

/** Finds the Pulumi CLI, or has it fetched or built, when first something is to be written. */
export async function findPulumiHost(signal: AbortSignal): Promise<StackHost> {
  const { path } = await resolveTool("pulumi", { signal });
  return localStackHost(dirname(path));
}
