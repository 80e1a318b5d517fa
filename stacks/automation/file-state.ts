import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { emptyState } from "./empty-state.ts";
import { endOrphan } from "./orphan.ts";

/**
 * The state of one stack in Pulumi's file backend (pulumi/pkg/backend/diy). Only the holder of the engine's lock for the
 * project and zone may touch it: whatever lock of Pulumi's is found here was left by a process that was killed.
 */
export interface FileState {
  readonly checkpoint: string;
  readonly locks: string;
  readonly history: string;
}

export function fileState(backendUrl: string, project: string, stack: string): FileState {
  const root = join(fileURLToPath(backendUrl), ".pulumi");
  return {
    checkpoint: join(root, "stacks", project, `${stack}.json`),
    locks: join(root, "locks", "organization", project, stack),
    history: join(root, "history", project, stack),
  };
}

/** Makes the stack ready for its next update, whatever happened in the last one. Resolves to whether it holds objects. */
export async function prepareFileState(backendUrl: string, project: string, stack: string): Promise<boolean> {
  const state = fileState(backendUrl, project, stack);
  await clearLocks(state.locks);
  // Each update would leave a copy of the whole state; revisions are kept by the engine.
  await rm(state.history, { recursive: true, force: true });
  await writeMeta(fileURLToPath(backendUrl));
  const objects = await countObjects(state.checkpoint, project, stack);
  if (objects === undefined) await resetFileState(backendUrl, project, stack);
  return Boolean(objects);
}

/** State is a cache (DESIGN.md, invariant 4): starting from an empty one writes every object once more. */
async function resetFileState(backendUrl: string, project: string, stack: string): Promise<void> {
  const { checkpoint } = fileState(backendUrl, project, stack);
  await removeFiles(checkpoint);
  await mkdir(dirname(checkpoint), { recursive: true });
  await writeWhole(checkpoint, emptyState(project, stack));
}

export async function removeFileState(backendUrl: string, project: string, stack: string): Promise<void> {
  const { checkpoint, locks, history } = fileState(backendUrl, project, stack);
  await removeFiles(checkpoint);
  await Promise.all([locks, history].map((folder) => rm(folder, { recursive: true, force: true })));
}

/** The checkpoint, and what the CLI leaves beside it: its predecessor, and parts of files it was writing when killed. */
async function removeFiles(checkpoint: string): Promise<void> {
  const folder = dirname(checkpoint);
  const names = await readdir(folder).catch(() => []);
  const own = names.filter((name) => name.startsWith(basename(checkpoint)));
  await Promise.all(own.map((name) => rm(join(folder, name), { force: true })));
}

/** For an update that ended before it began: it met the lock of an orphan that was still starting, or a bad state. */
export async function repairFileState(backendUrl: string, project: string, stack: string): Promise<void> {
  const cleared = await clearLocks(fileState(backendUrl, project, stack).locks);
  if (cleared === 0) await resetFileState(backendUrl, project, stack);
}

/** Resolves to the number of locks there were. */
async function clearLocks(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = join(folder, name);
    const lock = parse(await readFile(file, "utf8").catch(() => ""));
    if (lock?.hostname === hostname() && Number.isInteger(lock.pid)) await endOrphan(lock.pid as number);
    await rm(file, { force: true });
  }
  return names.length;
}

/** How many objects the state knows; undefined when it is missing, damaged or was left in the middle of something. */
async function countObjects(checkpoint: string, project: string, stack: string): Promise<number | undefined> {
  const state = parse(await readFile(checkpoint, "utf8").catch(() => ""));
  const content = state?.checkpoint as { stack?: unknown; latest?: Latest } | undefined;
  if (state?.version !== 3 || content?.stack !== `organization/${project}/${stack}`) return undefined;
  const { latest } = content;
  if (!latest || latest.pending_operations) return undefined;
  return Array.isArray(latest.resources) ? latest.resources.length : 0;
}

interface Latest {
  readonly resources?: unknown;
  /** Objects that were being written when an update was interrupted. */
  readonly pending_operations?: unknown;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Without this file the CLI takes the backend for one of before 2023, which had no projects. */
async function writeMeta(backend: string): Promise<void> {
  const file = join(backend, ".pulumi", "meta.yaml");
  const content = "version: 1\n";
  if ((await readFile(file, "utf8").catch(() => "")) === content) return;
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, content);
}

/** All or nothing: a reader or a later run never sees half of it. */
export async function writeWhole(file: string, content: string): Promise<void> {
  const part = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.part`;
  await writeFile(part, content, { mode: 0o600 });
  await rename(part, file);
}
