import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { entryName, problemOfEntry, programIn, setAside, toolchainFolder, writeReceipt } from "./cache.ts";
import { withFileLock } from "./file-lock.ts";
import type { OnToolProgress } from "./progress.ts";
import { versionOf } from "./tool-version.ts";
import type { Tool } from "./tools.ts";

export interface InstallOptions {
  readonly onProgress: OnToolProgress;
  readonly signal?: AbortSignal;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Brings a program to the file `target` and resolves to where it came from. */
export type Fetcher = (target: string) => Promise<string>;

/** Path of the installed program, or undefined when it is not installed, or not whole. */
export async function installedProgram(tool: Tool, environment?: NodeJS.ProcessEnv): Promise<string | undefined> {
  const folder = join(toolchainFolder(environment), entryName(tool));
  return (await problemOfEntry(folder, tool)) === undefined ? programIn(folder, tool) : undefined;
}

/**
 * Installs a program into the cache: into a `partial-…` folder first, which takes its real name only when the program
 * has run, has its receipt and is on the disk. One process at a time installs a program; what an interrupted one left
 * behind is removed.
 */
export async function installTool(tool: Tool, fetcher: Fetcher, options: InstallOptions): Promise<string> {
  const root = toolchainFolder(options.environment);
  const name = entryName(tool);
  const folder = join(root, name);
  mkdirSync(root, { recursive: true });
  const install = async (): Promise<string> => {
    const present = await installedProgram(tool, options.environment);
    if (present) return present;
    removeLeftovers(root, name);
    const partial = join(root, `partial-${name}-${process.pid}`);
    try {
      await fill(partial, tool, fetcher, options);
      if (readdirSync(root).includes(name)) setAside(folder, `partial-${name}-unusable-${process.pid}`);
      await rename(partial, folder);
      await flush(root);
      return programIn(folder, tool);
    } finally {
      removeLeftovers(root, name);
    }
  };
  return withFileLock(join(root, `${name}.lock`), install, {
    signal: options.signal,
    onWait: (holder) =>
      options.onProgress({ tool: tool.name, step: "waiting", detail: `process ${holder} is installing it` }),
  });
}

/** Whoever holds the lock may remove every partial folder of the program: nobody else is filling one. */
function removeLeftovers(root: string, name: string): void {
  for (const entry of readdirSync(root)) {
    if (entry.startsWith(`partial-${name}-`)) rmSync(join(root, entry), { recursive: true, force: true });
  }
}

async function fill(partial: string, tool: Tool, fetcher: Fetcher, options: InstallOptions): Promise<void> {
  const program = programIn(partial, tool);
  mkdirSync(dirname(program), { recursive: true });
  const origin = await fetcher(program);
  options.onProgress({ tool: tool.name, step: "verifying" });
  const version = await versionOf(program, tool, options.signal);
  if (version !== tool.version) throw new Error(`it reports version ${version} instead of ${tool.version}`);
  await flush(program);
  await writeReceipt(partial, tool, origin);
  await flush(join(partial, "receipt.json"));
  await flush(dirname(program));
  await flush(partial);
}

/** Waits until a file or folder is on the disk, so that a power cut cannot leave a name without its content. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
