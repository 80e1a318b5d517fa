import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { DatabaseFolder } from "./database-folder.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";
import type { PostgresPrograms } from "./postgres-programs.ts";
import { inDataFolder, type ServerUser, serverEnvironment } from "./server-user.ts";

/** The only role; it may do everything in its own server. */
export const ROLE = "espalier";

/** Text is UTF-8, sorted by code point by PostgreSQL itself: no update of the system's or ICU's rules breaks an index. */
const CLUSTER_ARGUMENTS = [
  `--username=${ROLE}`,
  "--auth=scram-sha-256",
  "--encoding=UTF8",
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--no-instructions",
];

const PARTIAL = "partial-";

export interface ClusterOptions {
  readonly programs: PostgresPrograms;
  readonly user: ServerUser | undefined;
  readonly password: string;
  readonly log?: ((step: string) => void) | undefined;
}

/** Makes PostgreSQL's data folder, unless it is there. Made aside and renamed: an interrupted one is made again. */
export async function createCluster(folder: DatabaseFolder, options: ClusterOptions): Promise<void> {
  removePartials(folder);
  if (existsSync(folder.data)) return;
  const { programs, user, password, log } = options;
  log?.("make the database");
  const partial = join(folder.root, `${PARTIAL}${randomUUID()}`);
  mkdirSync(partial, { mode: 0o700 });
  if (user) chownSync(partial, user.uid, user.gid);
  await runInitdb(programs.initdb, partial, user, password);
  renameSync(partial, folder.data);
}

async function runInitdb(initdb: string, partial: string, user: ServerUser | undefined, password: string) {
  const { dataArgument, options } = inDataFolder(partial, user);
  const passwordFile = openPasswordFile(`${partial}.password`, password, user);
  try {
    const args = ["-D", dataArgument, "--pwfile=/dev/fd/3", ...CLUSTER_ARGUMENTS];
    const child = spawn(initdb, args, {
      ...options,
      env: serverEnvironment(),
      stdio: ["ignore", "ignore", "pipe", passwordFile],
    });
    const [[code], problems] = await Promise.all([once(child, "close"), text(child.stderr!)]);
    if (code !== 0) throw new EmbeddedDatabaseError(`its data folder could not be made: ${problems.trim()}`);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  } finally {
    closeSync(passwordFile);
  }
}

/** A file without a name, which initdb reads by its number. */
function openPasswordFile(path: string, password: string, user: ServerUser | undefined): number {
  try {
    writeFileSync(path, `${password}\n`, { mode: 0o600, flag: "wx" });
    if (user) chownSync(path, user.uid, user.gid);
    return openSync(path, "r");
  } finally {
    rmSync(path, { force: true });
  }
}

function removePartials(folder: DatabaseFolder): void {
  for (const name of readdirSync(folder.root)) {
    if (!name.startsWith(PARTIAL)) continue;
    try {
      rmSync(join(folder.root, name), { recursive: true, force: true });
    } catch {
      // An initdb that lost its parent may still be writing there; it harms nobody and is removed next time.
    }
  }
}
