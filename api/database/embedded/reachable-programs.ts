import { randomUUID } from "node:crypto";
import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { platformName, THIS_PLATFORM } from "../../../toolchain/platform.ts";
import type { ServerUser } from "./server-user.ts";

/** Programs of PostgreSQL as an npm package brings them. */
export interface InstalledPrograms {
  /** Holds `bin`, `lib` and `share`. */
  readonly native: string;
  readonly version: string;
}

/** Where root keeps a copy of the programs when `node_modules` is closed to the server's user. */
const COPIES = "/var/lib/espalier";

/** The folder itself when the server's user may run what is in it, else a copy that everybody may. */
export function reachableFolder(installed: InstalledPrograms, user: ServerUser, copies: string = COPIES): string {
  return isReachable(join(installed.native, "bin", "postgres"), user) ? installed.native : copyFor(installed, copies);
}

/** Whether the user may run a program: it and every folder on the way have the right. */
export function isReachable(path: string, { uid, gid }: ServerUser): boolean {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid: owner, gid: group } = statSync(at);
    const shift = owner === uid ? 6 : group === gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Copied beside and renamed, so that half a copy is never taken for whole. */
function copyFor({ native, version }: InstalledPrograms, copies: string): string {
  const copy = join(copies, `postgresql-${version}-${platformName(THIS_PLATFORM)}`);
  if (existsSync(copy)) return copy;
  const draft = join(copies, `partial-${randomUUID()}`);
  try {
    mkdirSync(copies, { recursive: true, mode: 0o755 });
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
    for (const folder of [copies, draft]) chmodSync(folder, 0o755);
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
