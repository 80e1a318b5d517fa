import { createHash } from "node:crypto";
import { createReadStream, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { platformName, THIS_PLATFORM } from "./platform.ts";
import type { Tool } from "./tools.ts";

/** Folder for what can be fetched or built again: `ESPALIER_CACHE`, else `$XDG_CACHE_HOME/espalier`, else `~/.cache/espalier`. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.ESPALIER_CACHE) return environment.ESPALIER_CACHE;
  return join(environment.XDG_CACHE_HOME || join(homedir(), ".cache"), "espalier");
}

/** `<cache>/toolchain`: a folder for each installed program, locks, and `partial-…` folders of installs under way. */
export function toolchainFolder(environment?: NodeJS.ProcessEnv): string {
  return join(cacheFolder(environment), "toolchain");
}

/** `etcd-3.6.16-linux-x64` */
export function entryName(tool: Tool): string {
  return `${tool.name}-${tool.version}-${platformName(THIS_PLATFORM)}`;
}

/** Path of the program in an installed folder; it lies alone in its `bin`. */
export function programIn(folder: string, tool: Tool): string {
  return join(folder, "bin", tool.name);
}

/** Written last into an installed folder: what the program was when it was verified. */
export interface Receipt {
  readonly tool: string;
  readonly version: string;
  /** `download` or `build`, and from where. */
  readonly origin: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly modified: number;
}

const RECEIPT = "receipt.json";

export async function writeReceipt(folder: string, tool: Tool, origin: string): Promise<void> {
  const program = programIn(folder, tool);
  const { size, mtimeMs } = statSync(program);
  const sha256 = await sha256Of(program);
  const receipt: Receipt = { tool: tool.name, version: tool.version, origin, bytes: size, sha256, modified: mtimeMs };
  writeFileSync(join(folder, RECEIPT), `${JSON.stringify(receipt, null, 2)}\n`);
}

/**
 * Why an installed folder cannot be used; undefined when it can. Size and time of change are looked at each time, the
 * content only when the time of change differs (a copied cache): hashing half a gigabyte would cost a second each start.
 */
export async function problemOfEntry(folder: string, tool: Tool): Promise<string | undefined> {
  const receipt = readReceipt(folder);
  if (!receipt) return "it has no valid receipt";
  const program = programIn(folder, tool);
  const stat = statSync(program, { throwIfNoEntry: false });
  if (!stat) return "its program is missing";
  if (receipt.version !== tool.version) return `it holds version ${receipt.version}`;
  if (stat.size !== receipt.bytes) return `its program has ${stat.size} bytes instead of ${receipt.bytes}`;
  if (stat.mtimeMs === receipt.modified) return undefined;
  if ((await sha256Of(program)) !== receipt.sha256) return "its program has been changed";
  utimesSync(program, stat.atime, new Date(receipt.modified));
  return undefined;
}

export function readReceipt(folder: string): Receipt | undefined {
  try {
    const receipt = JSON.parse(readFileSync(join(folder, RECEIPT), "utf8")) as Partial<Receipt> | null;
    const complete =
      typeof receipt?.version === "string" &&
      typeof receipt.sha256 === "string" &&
      Number.isSafeInteger(receipt.bytes) &&
      Number.isFinite(receipt.modified);
    return complete ? (receipt as Receipt) : undefined;
  } catch {
    return undefined;
  }
}

/** Moves an entry that cannot be used out of the way in one step, so that nobody takes half of it for whole. */
export function setAside(folder: string, asideName: string): string {
  const aside = join(folder, "..", asideName);
  renameSync(folder, aside);
  return aside;
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}
