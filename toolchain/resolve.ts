import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { toolchainFolder } from "./cache.ts";
import { downloadTool } from "./download.ts";
import { buildTool } from "./go-build.ts";
import { installedProgram, installTool } from "./install.ts";
import { THIS_PLATFORM } from "./platform.ts";
import type { OnToolProgress } from "./progress.ts";
import { versionFits, versionOf } from "./tool-version.ts";
import { type Attempt, ToolchainError } from "./toolchain-error.ts";
import { TOOLS, type Tool, type ToolName } from "./tools.ts";

export interface ResolveOptions {
  readonly onProgress?: OnToolProgress;
  readonly signal?: AbortSignal;
  /** Default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Default: the global one; a test that closes the network puts its own here. */
  readonly fetch?: typeof globalThis.fetch;
}

/** A program that is there, whole, and of a version that fits. */
export interface ResolvedTool {
  readonly name: ToolName;
  /** Absolute path. */
  readonly path: string;
  readonly from: "environment" | "cache" | "path" | "download" | "build";
}

/**
 * Finds a program, or obtains it. In this order: the path in `ESPALIER_TOOL_<NAME>`; the cache; PATH, when the version
 * fits; a download from its publisher with a checksum; a build from Go modules.
 *
 * @throws ToolchainError with every way that was tried and what to install.
 */
export async function resolveTool(name: ToolName, options: ResolveOptions = {}): Promise<ResolvedTool> {
  const tool = TOOLS[name];
  const attempts: Attempt[] = [];
  const ready = (found: ResolvedTool): ResolvedTool => {
    options.onProgress?.({ tool: name, step: "ready", fraction: 1 });
    return found;
  };
  const present = await findTool(tool, attempts, options);
  if (present) return ready(present);
  return ready(await obtainTool(tool, attempts, options));
}

/** Resolves several programs: those that are there side by side, the others one after the other, as each uses all cores. */
export async function resolveToolchain<Name extends ToolName>(
  names: readonly Name[],
  options: ResolveOptions = {},
): Promise<Record<Name, string>> {
  const found = await Promise.all(names.map((name) => findTool(TOOLS[name], [], options)));
  const paths = {} as Record<Name, string>;
  for (const [index, name] of names.entries()) {
    paths[name] = (found[index] ?? (await resolveTool(name, options))).path;
  }
  return paths;
}

/** `ESPALIER_TOOL_KUBE_APISERVER` */
export function environmentVariableOf(name: ToolName): string {
  return `ESPALIER_TOOL_${name.toUpperCase().replaceAll("-", "_")}`;
}

async function findTool(tool: Tool, attempts: Attempt[], options: ResolveOptions): Promise<ResolvedTool | undefined> {
  const environment = options.environment ?? process.env;
  const chosen = environment[environmentVariableOf(tool.name)];
  if (chosen) return { name: tool.name, path: await checkChosen(tool, chosen), from: "environment" };
  const cached = await installedProgram(tool, environment);
  if (cached) return { name: tool.name, path: cached, from: "cache" };
  const onPath = await findOnPath(tool, environment, attempts, options.signal);
  return onPath ? { name: tool.name, path: onPath, from: "path" } : undefined;
}

/** What a person has set is used or refused, never passed over in silence. */
async function checkChosen(tool: Tool, path: string): Promise<string> {
  const variable = environmentVariableOf(tool.name);
  const refuse = (problem: string): ToolchainError =>
    new ToolchainError(
      tool.name,
      tool.version,
      [{ way: `${variable}=${path}`, problem }],
      `point ${variable} at ${tool.name} ${tool.version}, or unset it to have the program fetched or built`,
    );
  if (!isAbsolute(path)) throw refuse("the path is not absolute");
  let version: string;
  try {
    version = await versionOf(path, tool);
  } catch (error) {
    throw refuse(messageOf(error));
  }
  if (!versionFits(version, tool.version)) throw refuse(`it is version ${version}`);
  return path;
}

async function findOnPath(
  tool: Tool,
  environment: NodeJS.ProcessEnv,
  attempts: Attempt[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  const program = folders.map((folder) => join(folder, tool.name)).find(isExecutable);
  if (!program) {
    attempts.push({ way: "PATH", problem: "not there" });
    return undefined;
  }
  try {
    const version = await versionOf(program, tool, signal);
    if (versionFits(version, tool.version)) return program;
    attempts.push({ way: "PATH", problem: `${program} is version ${version}` });
  } catch (error) {
    attempts.push({ way: "PATH", problem: messageOf(error) });
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function obtainTool(tool: Tool, attempts: Attempt[], options: ResolveOptions): Promise<ResolvedTool> {
  const onProgress = options.onProgress ?? (() => {});
  const { signal, environment, fetch } = options;
  const download = tool.download(THIS_PLATFORM);
  if (download) {
    try {
      const fetcher = async (target: string): Promise<string> => {
        await downloadTool(tool, download, target, { onProgress, signal, fetch });
        return `download ${download.url}`;
      };
      const path = await installTool(tool, fetcher, { onProgress, signal, environment });
      return { name: tool.name, path, from: "download" };
    } catch (error) {
      signal?.throwIfAborted();
      const problem = explain(error, environment);
      attempts.push({ way: "download", problem });
      onProgress({ tool: tool.name, step: "looking", detail: `no download: ${problem}` });
    }
  }
  try {
    const fetcher = async (target: string): Promise<string> => {
      await buildTool(tool, target, { onProgress, signal, environment });
      return `build ${tool.build.package}`;
    };
    const path = await installTool(tool, fetcher, { onProgress, signal, environment });
    return { name: tool.name, path, from: "build" };
  } catch (error) {
    signal?.throwIfAborted();
    attempts.push({ way: "build from Go modules", problem: explain(error, environment) });
    throw new ToolchainError(tool.name, tool.version, attempts, adviceFor(attempts));
  }
}

function explain(error: unknown, environment?: NodeJS.ProcessEnv): string {
  const message = messageOf(error);
  if (/ENOSPC|no space left on device/.test(message)) {
    return `the disk is full (the cache is ${toolchainFolder(environment)}; a build also needs about 4 GB for Go's own cache)`;
  }
  return message;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function adviceFor(attempts: readonly Attempt[]): string {
  if (attempts.some(({ problem }) => problem.includes("the disk is full"))) return "free some space and try again";
  if (attempts.some(({ problem }) => /go is not installed|go \d+\.\d+ is too old/.test(problem))) return adviceForGo();
  return "try again, or install the program and set its path in the variable ESPALIER_TOOL_<NAME>";
}

function adviceForGo(): string {
  const other = "or allow the download hosts above";
  if (!isDebian()) return `install Go 1.21 or newer (https://go.dev/dl), ${other}`;
  const command = "apt-get install -y -t bookworm-backports golang-go";
  const asRoot = process.getuid?.() === 0 ? command : `sudo ${command}`;
  return `install Go 1.21 or newer (https://go.dev/dl; on Debian 12: ${asRoot}), ${other}`;
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}
