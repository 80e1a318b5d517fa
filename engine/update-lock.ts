import { createHash } from "node:crypto";
import { mkdir, unlink } from "node:fs/promises";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stateFolder } from "./state-folder.ts";

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
  /** ISO 8601 */
  readonly since: string;
}

export interface UpdateLock {
  release(): Promise<void>;
}

export interface LockOptions {
  /** Told once when somebody else holds the lock and it is waited for. */
  readonly onWait?: (holder: LockHolder) => void;
  /** Milliseconds to wait for it. Default: 10 minutes */
  readonly patience?: number;
  readonly signal?: AbortSignal;
}

const PATIENCE = 10 * 60_000;
const LONGEST_ANSWER = 1_000;
/** Milliseconds after its time in which who waits still hears who holds the lock. */
const ANSWER_PATIENCE = 5_000;

/** Thrown when another update of the project in the zone did not end in time. */
export class LockedError extends Error {
  override readonly name = "LockedError";
}

/**
 * Lets one update at a time run for a project in a zone, on this machine. The lock is a listening socket, so it ends with
 * the process that holds it, however that ends: there is no stale lock. Who connects is told who holds it, and sees it
 * end when the connection does.
 *
 * Updates from several machines are not kept apart: writes are server-side applies of whole objects, so the last one
 * wins and the next plan shows what is left to do. Who runs several workers gives a lock of his own (`UpdateRequest.lock`).
 */
export async function lockUpdate(project: string, zone: string, options: LockOptions = {}): Promise<UpdateLock> {
  const address = await socketAddress(project, zone);
  const deadline = performance.now() + (options.patience ?? PATIENCE);
  let told = false;
  for (;;) {
    options.signal?.throwIfAborted();
    const lock = await listen(address);
    if (lock) return lock;
    const held = await untilFree(
      address,
      deadline,
      (found) => {
        if (!told) options.onWait?.(found);
        told = true;
      },
      options.signal,
    );
    if (held) throw new LockedError(`another update of "${project}" in zone "${zone}" is running${by(held.holder)}`);
  }
}

function by(holder: LockHolder | undefined): string {
  return holder ? ` (process ${holder.pid}, since ${holder.since})` : "";
}

/** Abstract sockets and pipes need no file. Elsewhere a file stays behind when its process is killed; see `untilFree`. */
async function socketAddress(project: string, zone: string): Promise<string> {
  const digest = createHash("sha256").update(`${stateFolder()}\0${project}\0${zone}`).digest("hex").slice(0, 32);
  if (process.platform === "linux") return `\0espalier-update-${digest}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\espalier-update-${digest}`;
  const folder = join(stateFolder(), "locks");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${digest.slice(0, 16)}.sock`);
}

/** `undefined` when somebody else listens. */
function listen(address: string): Promise<UpdateLock | undefined> {
  const holder: LockHolder = { pid: process.pid, since: new Date().toISOString() };
  const waiting = new Set<Socket>();
  const server = createServer((socket) => {
    waiting.add(socket.unref());
    socket.on("error", () => socket.destroy()).on("close", () => waiting.delete(socket));
    socket.write(`${JSON.stringify(holder)}\n`);
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.unref().listen(address, () => resolve({ release: () => release(server, waiting) }));
  });
}

/** Those who wait see it by the end of their connection. */
function release(server: Server, waiting: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  for (const socket of waiting) socket.destroy();
  return closed;
}

/** Resolves to nothing when the lock may be free again, else to whose it is at the deadline: of one that hangs that is unknown. */
async function untilFree(
  address: string,
  deadline: number,
  onHolder: (holder: LockHolder) => void,
  signal?: AbortSignal,
): Promise<{ readonly holder: LockHolder | undefined } | undefined> {
  const socket = createConnection(address);
  const abort = () => socket.destroy();
  let answer = "";
  let holder: LockHolder | undefined;
  let hangs = false;
  const giveUp = () => {
    hangs = true;
    abort();
  };
  const left = Math.max(0, deadline - performance.now());
  const timers = [setTimeout(() => holder && abort(), left), setTimeout(giveUp, left + ANSWER_PATIENCE)];
  signal?.addEventListener("abort", abort);
  try {
    for await (const chunk of socket.setEncoding("utf8")) {
      answer = (answer + chunk).slice(0, LONGEST_ANSWER);
      if (holder || !answer.includes("\n")) continue;
      holder = JSON.parse(answer) as LockHolder;
      onHolder(holder);
      if (performance.now() >= deadline) abort();
    }
  } catch (error) {
    await afterRefusal(error as NodeJS.ErrnoException, address);
  } finally {
    for (const timer of timers) clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    socket.destroy();
  }
  return (holder && performance.now() >= deadline) || hangs ? { holder } : undefined;
}

/** Nobody listens at a socket file: its process was killed. */
async function afterRefusal(error: NodeJS.ErrnoException, address: string): Promise<void> {
  if (error.code === "ECONNREFUSED" && address.startsWith("/")) await unlink(address).catch(() => undefined);
  else await sleep(20);
}
