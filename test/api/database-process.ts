import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import pg from "pg";

const PROGRAM = fileURLToPath(new URL("./embedded-process.ts", import.meta.url));

/** Another process that uses an embedded database. */
export interface DatabaseProcess {
  /** The address, or why there is none. */
  readonly says: Promise<string>;
  /** Lets it end, or ends it as the system would for want of memory. */
  end(how?: "kill"): Promise<void>;
}

export function databaseProcess(folder: string, user?: { uid: number; gid: number }): DatabaseProcess {
  const args = user ? [folder, String(user.uid), String(user.gid)] : [folder];
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const exit = once(child, "exit");
  return {
    says: firstLine(child),
    async end(how) {
      if (how === "kill") child.kill("SIGKILL");
      else child.stdin.end();
      await exit;
    },
  };
}

async function firstLine(child: ChildProcessByStdio<Writable, Readable, null>): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error("the process said nothing; the reason is above");
}

/** Runs one statement on a connection of its own; the rows it gives. */
export async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query(statement)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Tells servers apart: when the one at the address was started. */
export async function startOf(url: string): Promise<string> {
  const [row] = await query(url, "SELECT pg_postmaster_start_time()::text AS started");
  return row!.started as string;
}
