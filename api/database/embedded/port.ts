import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { writeFileWhole } from "../../../engine/write-file-whole.ts";
import type { DatabaseFolder } from "./database-folder.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";

/**
 * Below the range that systems give to outgoing connections, one of which could take it while the server is down; and above
 * what servers are known for.
 */
const RANGE = [15_000, 30_000] as const;
const TRIES = 20;

/**
 * The loopback port to listen on: the one asked for, else that of last time, so that the address stays the same, else
 * any that is free. An asked one that is taken is an error.
 */
export async function choosePort(folder: DatabaseFolder, asked: number | undefined): Promise<number> {
  if (asked !== undefined) {
    if ((await listenOnce(asked)) === undefined) {
      throw new EmbeddedDatabaseError(`port ${asked} is taken; end what listens there, or choose another port`);
    }
    return asked;
  }
  const kept = readPort(folder);
  if (kept !== undefined && (await listenOnce(kept)) !== undefined) return kept;
  const found = await freePort();
  if (found === undefined) throw new EmbeddedDatabaseError("no port is free on 127.0.0.1");
  writeFileWhole(folder.port, String(found));
  return found;
}

async function freePort(): Promise<number | undefined> {
  for (let tried = 0; tried < TRIES; tried++) {
    const found = await listenOnce(randomInt(...RANGE));
    if (found !== undefined) return found;
  }
  return listenOnce(0);
}

function readPort(folder: DatabaseFolder): number | undefined {
  try {
    const port = Number(readFileSync(folder.port, "utf8"));
    return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}

/** The port when it can be listened on, undefined when it is taken. */
function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
