import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EmbeddedDatabase, startEmbeddedDatabase } from "../../api/database/embedded.ts";
import { temporaryFolder } from "../toolchain/fixtures.ts";

/** Folders for databases, below a home of mode 0700 that is removed after the tests of the surrounding `describe`. */
export function databaseFolders() {
  const home = temporaryFolder();
  let count = 0;
  const freshFolder = (): string => {
    count += 1;
    return join(home, `fresh-${count}`);
  };
  return { home, folder: join(home, "database"), freshFolder };
}

/** Uses the database in the folder for the work, and stops it. */
export async function withDatabase<T>(folder: string, work: (database: EmbeddedDatabase) => Promise<T>): Promise<T> {
  const database = await startEmbeddedDatabase({ folder });
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}

/** Id of the server that runs, or ran last, on the folder. */
export const postmasterOf = (folder: string): number =>
  Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
