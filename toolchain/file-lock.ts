import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identifyProcess, isSameProcessAlive, type ProcessIdentity } from "./process-identity.ts";

export interface LockOptions {
  /** Told once when another process holds the lock. */
  readonly onWait?: (holder: number) => void;
  readonly signal?: AbortSignal;
}

const POLL_MILLISECONDS = 200;

/**
 * Runs `work` while this process alone holds the lock file. A lock whose holder has ended is taken over, so nothing has
 * to be cleared by hand after a kill.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const mine = await acquire(path, options);
  try {
    return await work();
  } finally {
    if (readLock(path)?.token === mine.token) rmSync(path, { force: true });
  }
}

interface LockContent extends ProcessIdentity {
  /** Tells two locks of one process apart. */
  readonly token: string;
}

async function acquire(path: string, { onWait, signal }: LockOptions): Promise<LockContent> {
  mkdirSync(dirname(path), { recursive: true });
  const self = identifyProcess(process.pid) ?? { pid: process.pid, started: "unknown" };
  const mine: LockContent = { ...self, token: randomUUID() };
  let told = false;
  while (!tryAcquire(path, mine)) {
    signal?.throwIfAborted();
    if (removeWhenStale(path, mine.token)) continue;
    const holder = readLock(path);
    if (holder && !told) {
      onWait?.(holder.pid);
      told = true;
    }
    await sleep(POLL_MILLISECONDS, undefined, { signal });
  }
  return mine;
}

/** A link either appears with its whole content or not at all, so a half-written lock is never seen. */
function tryAcquire(path: string, mine: LockContent): boolean {
  const draft = `${path}.${mine.token}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Whether there is no living holder any more. Moves the lock aside before judging it again: of two processes that find
 * it stale only one moves it.
 */
function removeWhenStale(path: string, token: string): boolean {
  const content = readText(path);
  // Given back meanwhile: what could be moved now would be the lock of the next one.
  if (content === undefined) return true;
  const holder = parseLock(content);
  if (holder && isSameProcessAlive(holder)) return false;
  const aside = `${path}.stale-${token}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return true;
  }
  const moved = readLock(aside);
  if (moved && moved.token !== holder?.token && isSameProcessAlive(moved)) {
    restore(aside, path);
    return false;
  }
  rmSync(aside, { force: true });
  return true;
}

/** Between reading and moving, another process had already replaced the stale lock by its own: give it back. */
function restore(aside: string, path: string): void {
  try {
    linkSync(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}

function readLock(path: string): LockContent | undefined {
  return parseLock(readText(path) ?? "");
}

/** Undefined when there is no such file. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    return "";
  }
}

function parseLock(text: string): LockContent | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return isLockContent(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isLockContent(value: unknown): value is LockContent {
  if (typeof value !== "object" || value === null) return false;
  const { pid, started, token } = value as Record<string, unknown>;
  return Number.isSafeInteger(pid) && typeof started === "string" && typeof token === "string";
}
