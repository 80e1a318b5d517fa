import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { StackHost } from "../../stacks/update.ts";
import { resolveTool } from "../../toolchain/resolve.ts";

/** A place of its own for Pulumi: the real CLI, a new file backend, a new home. */
export interface TestHost extends StackHost {
  /** Holds all of it. */
  readonly folder: string;
  remove(): Promise<void>;
}

export async function testHost(): Promise<TestHost> {
  const { path } = await resolveTool("pulumi");
  const folder = await mkdtemp(join(tmpdir(), "espalier-stacks-"));
  return {
    folder,
    pulumi: dirname(path),
    backendUrl: pathToFileURL(join(folder, "state")).href,
    home: join(folder, "home"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
