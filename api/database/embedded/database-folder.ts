import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where everything of one embedded database lies; all of it but `data` belongs to whoever runs Espalier. */
export interface DatabaseFolder {
  readonly root: string;
  /** PostgreSQL's own folder, mode 0700. It is there once it is complete. */
  readonly data: string;
  /** The password of the only role, mode 0600. */
  readonly password: string;
  /** The loopback port of last time. */
  readonly port: string;
  readonly log: string;
  /** A note for each use of the running server, see `uses.ts`. */
  readonly uses: string;
  readonly lock: string;
}

export function databaseFolder(folder: string): DatabaseFolder {
  const root = resolve(folder);
  return {
    root,
    data: join(root, "data"),
    password: join(root, "password"),
    port: join(root, "port"),
    log: join(root, "postgresql.log"),
    uses: join(root, "uses"),
    lock: join(root, "lock"),
  };
}

export function createDatabaseFolder(folder: DatabaseFolder): void {
  for (const path of [folder.root, folder.uses]) mkdirSync(path, { recursive: true, mode: 0o700 });
}
