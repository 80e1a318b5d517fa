import { withFileLock } from "../../toolchain/file-lock.ts";
import { createCluster } from "./embedded/create-cluster.ts";
import { type DatabaseFolder, databaseFolder } from "./embedded/database-folder.ts";
import { EmbeddedDatabaseError } from "./embedded/embedded-database-error.ts";
import { databaseUrl, ensureDatabase } from "./embedded/ensure-database.ts";
import { requireOwnData, requireOwnFolder } from "./embedded/owners.ts";
import { keepPassword } from "./embedded/password.ts";
import { postgresPrograms } from "./embedded/postgres-programs.ts";
import { stopServer } from "./embedded/running-server.ts";
import { serverUser } from "./embedded/server-user.ts";
import { type ServerOptions, startServer } from "./embedded/start-server.ts";
import { enterUse, leaveUse } from "./embedded/uses.ts";

export { EmbeddedDatabaseError } from "./embedded/embedded-database-error.ts";

export interface EmbeddedDatabaseOptions {
  /** Where its data, password, port and log lie; made when it is not there. One server serves each folder. */
  readonly folder: string;
  /** Loopback port; an error when it is taken. Default: a free one, the same each time as long as it stays free. */
  readonly port?: number;
  /** Told of steps that take a moment. */
  readonly log?: (step: string) => void;
  /** Further settings of PostgreSQL, for a server that is started by this call. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedDatabase {
  /** Of the database `espalier`; holds the password. */
  readonly url: string;
  /** Ends the server, unless another process or call still uses it. Again does no harm. */
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL on 127.0.0.1 for those who have none. It outlives this process when that is killed: the next start
 * finds it. Several processes may start it at the same time, and share it. Throws EmbeddedDatabaseError.
 *
 * For root it runs as the system's user `postgres`. Its data stays where `folder` says, even below a closed home; only
 * the programs are copied to `/var/lib/espalier` when that user cannot reach them in `node_modules`.
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const folder = databaseFolder(options.folder);
  requireOwnFolder(folder);
  const onWait = (holder: number): void =>
    options.log?.(`waiting for process ${holder}, which starts the database too`);
  return withFileLock(folder.lock, () => start(folder, options), { onWait });
}

async function start(folder: DatabaseFolder, options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const { log, port, settings } = options;
  const user = serverUser();
  const programs = postgresPrograms(user);
  requireOwnData(folder, user);
  const password = keepPassword(folder);
  await createCluster(folder, { programs, user, password, log });
  const answering = await startAnswering(folder, { programs, user, port, settings, log }, password);
  const use = enterUse(folder);
  return { url: databaseUrl(answering, password), stop: () => stop(folder, use) };
}

/** The port of a server that answers: one that was left running and does not is ended, and started anew. */
async function startAnswering(folder: DatabaseFolder, options: ServerOptions, password: string): Promise<number> {
  const found = await startServer(folder, options);
  if (await ensureDatabase(found.port, password)) return found.port;
  await stopServer(folder);
  const { port } = await startServer(folder, options);
  if (await ensureDatabase(port, password)) return port;
  throw new EmbeddedDatabaseError(`PostgreSQL runs on port ${port}, but does not answer; see ${folder.log}`);
}

async function stop(folder: DatabaseFolder, use: string): Promise<void> {
  await withFileLock(folder.lock, async () => {
    if (leaveUse(folder, use)) await stopServer(folder);
  });
}
