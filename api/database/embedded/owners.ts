import { accessSync, chmodSync, constants, type Stats, statSync } from "node:fs";
import { createDatabaseFolder, type DatabaseFolder } from "./database-folder.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";
import type { ServerUser } from "./server-user.ts";

/** Makes the folder, unless it is there and this process may write to it. */
export function requireOwnFolder(folder: DatabaseFolder): void {
  try {
    createDatabaseFolder(folder);
    accessSync(folder.root, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const owner = statOf(folder.root)?.uid;
    const whose = owner !== undefined && owner !== process.getuid?.() ? `, it belongs to the user ${owner}` : "";
    throw new EmbeddedDatabaseError(
      `${folder.root} cannot be written to by the user ${process.getuid?.()}${whose}; ` +
        "start Espalier as its owner, set ESPALIER_HOME to another folder, or set DATABASE_URL",
      { cause },
    );
  }
}

/** PostgreSQL opens only what belongs to the user it runs as and is closed to all others. */
export function requireOwnData(folder: DatabaseFolder, user: ServerUser | undefined): void {
  const data = statOf(folder.data);
  if (!data) return;
  const expected = user?.uid ?? process.getuid?.();
  if (data.uid !== expected) {
    throw new EmbeddedDatabaseError(
      `${folder.data} belongs to the user ${data.uid}, but PostgreSQL runs as ${user?.name ?? "the user"} ${expected}; ` +
        `start Espalier as the one who made it, or run: chown -R ${user?.name ?? expected} ${folder.data}`,
    );
  }
  if ((data.mode & 0o077) !== 0) chmodSync(folder.data, 0o700);
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
