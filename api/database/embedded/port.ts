import { readFileSync } from "node:fs";
import { freePort, isFree, isPort } from "../../../engine/loopback-port.ts";
import { writeFileWhole } from "../../../engine/write-file-whole.ts";
import type { DatabaseFolder } from "./database-folder.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";

/**
 * The loopback port to listen on: the one asked for, else that of last time, so that the address stays the same, else
 * any that is free. An asked one that is taken is an error.
 */
export async function choosePort(folder: DatabaseFolder, asked: number | undefined): Promise<number> {
  if (asked !== undefined) {
    if (!(await isFree(asked))) {
      throw new EmbeddedDatabaseError(`port ${asked} is taken; end what listens there, or choose another port`);
    }
    return asked;
  }
  const kept = readPort(folder);
  if (kept !== undefined && (await isFree(kept))) return kept;
  const found = await freePort();
  if (found === undefined) throw new EmbeddedDatabaseError("no port is free on 127.0.0.1");
  writeFileWhole(folder.port, String(found));
  return found;
}

function readPort(folder: DatabaseFolder): number | undefined {
  try {
    const port = Number(readFileSync(folder.port, "utf8"));
    return isPort(port) ? port : undefined;
  } catch {
    return undefined;
  }
}
