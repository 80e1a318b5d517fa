import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, constants, openSync, readSync, statSync, truncateSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseFolder } from "./database-folder.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";
import { choosePort } from "./port.ts";
import type { PostgresPrograms } from "./postgres-programs.ts";
import { clearStalePidFile, type RunningServer, runningServer } from "./running-server.ts";
import { inDataFolder, type ServerUser, serverEnvironment } from "./server-user.ts";

export interface ServerOptions {
  readonly programs: PostgresPrograms;
  readonly user: ServerUser | undefined;
  readonly port?: number | undefined;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  readonly log?: ((step: string) => void) | undefined;
}

/** As arguments rather than in postgresql.conf, so that what is changed here holds for every data folder. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "64MB",
  // Statements are short, and containers often have a /dev/shm too small for parallel ones.
  max_parallel_workers_per_gather: "0",
  timezone: "UTC",
  log_timezone: "UTC",
  // Errors of statements go to who sent them. Here they would show people's data, and let a log grow without bound.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_checkpoints: "off",
};

const MAX_LOG_BYTES = 8 * 1024 * 1024;
const TAIL_BYTES = 4096;
const POLL_MILLISECONDS = 10;
const TRIES = 20;
const RETRY_MILLISECONDS = 250;

/**
 * Passing obstacles: the port was taken between our looking and the server's listening; processes of a server that was
 * killed have not noticed yet; a server that a killed process had just started got there first.
 */
const PASSING = /could not bind|shared memory block .* is still in use|lock file "postmaster.pid" already exists/;

/** Starts a server that outlives this process, and resolves when it takes connections; one that runs already is it. */
export async function startServer(folder: DatabaseFolder, options: ServerOptions): Promise<RunningServer> {
  boundLog(folder);
  for (let tried = 1; ; tried += 1) {
    const running = await settled(folder);
    if (running) return running;
    if (tried === 1) options.log?.("start PostgreSQL");
    try {
      return await startOnce(folder, options);
    } catch (error) {
      if (tried === TRIES || !(error instanceof EmbeddedDatabaseError && PASSING.test(error.message))) throw error;
      await sleep(RETRY_MILLISECONDS);
    }
  }
}

async function startOnce(folder: DatabaseFolder, options: ServerOptions): Promise<RunningServer> {
  const port = await choosePort(folder, options.port);
  clearStalePidFile(folder);
  const log = openSync(folder.log, constants.O_CREAT | constants.O_RDWR | constants.O_APPEND, 0o600);
  try {
    const logged = statSync(folder.log).size;
    const child = spawnServer(folder, options, port, log);
    let cause: Error | undefined;
    child.once("error", (error) => {
      cause = error;
    });
    const server = await ready(folder, child);
    if (server) return server;
    const reason = tail(log, logged) || cause?.message || "it does not say why";
    throw new EmbeddedDatabaseError(`PostgreSQL ended as it was started: ${reason}`, { cause });
  } finally {
    closeSync(log);
  }
}

function spawnServer(folder: DatabaseFolder, { programs, user, settings }: ServerOptions, port: number, log: number) {
  const { dataArgument, options } = inDataFolder(folder.data, user);
  const flags = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return spawn(programs.postgres, ["-D", dataArgument, "-p", String(port), ...flags], {
    ...options,
    env: serverEnvironment(),
    detached: true,
    stdio: ["ignore", log, log],
  });
}

/** The server that runs already, once it is ready; undefined when none runs, or once it has ended. */
async function settled(folder: DatabaseFolder): Promise<RunningServer | undefined> {
  for (;;) {
    const server = runningServer(folder);
    if (!server || server.ready) return server;
    await sleep(POLL_MILLISECONDS);
  }
}

/**
 * The server once it is ready; undefined when it has ended. There is no limit: after a crash it first replays what was
 * written, which takes as long as it takes.
 */
async function ready(folder: DatabaseFolder, child: ChildProcess): Promise<RunningServer | undefined> {
  child.unref();
  for (;;) {
    const server = runningServer(folder);
    if (server?.ready && server.pid === child.pid) return server;
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return undefined;
    await sleep(POLL_MILLISECONDS);
  }
}

/** The log is bounded: one that has grown too long starts anew. */
function boundLog(folder: DatabaseFolder): void {
  const size = statSync(folder.log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_LOG_BYTES) truncateSync(folder.log);
}

/** What was logged since, for a person to see why the server ended. */
function tail(log: number, since: number): string {
  const buffer = Buffer.alloc(TAIL_BYTES);
  return buffer.toString("utf8", 0, readSync(log, buffer, 0, TAIL_BYTES, since)).trim();
}
