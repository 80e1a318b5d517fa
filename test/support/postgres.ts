import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { freePort } from "./free-port.ts";

const KEEPER = fileURLToPath(new URL("./postgres-keeper.ts", import.meta.url));

/** A process that keeps a PostgreSQL, and ends it with this one. */
interface Keeper {
  readonly process: ChildProcess;
  /** The next line it answers with. */
  answer(): Promise<string>;
}

const keepers = new Set<Keeper>();
let shared: Promise<string> | undefined;

/**
 * A fresh, empty database on a real PostgreSQL that the tests of this mocha process share. It does not wait for its disk.
 * It is started by the first call, and ends with the process, however that ends.
 */
export async function testDatabase(): Promise<{ url: string }> {
  shared ??= startKeeper("fast").answer();
  const admin = new URL(await shared);
  const name = `test_${randomBytes(8).toString("hex")}`;
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  admin.pathname = `/${name}`;
  return { url: admin.href };
}

export interface OwnPostgres {
  /** Of an empty database; the same after each start. */
  readonly url: string;
  /** Kills the server, as a power cut would. */
  stopHard(): Promise<void>;
  /** Starts it again; resolves when it takes connections. */
  start(): Promise<void>;
  end(): Promise<void>;
}

/** A PostgreSQL of a test's own, which waits for its disk, to be stopped and started. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const keeper = startKeeper("durable", String(await freePort()));
  const url = await keeper.answer();
  const order = async (text: string): Promise<void> => {
    keeper.process.stdin!.write(`${text}\n`);
    await keeper.answer();
  };
  return { url, stopHard: () => order("stop hard"), start: () => order("start"), end: () => endKeeper(keeper) };
}

/** Ends the servers of this process; called by the root hook, when all tests are done. */
export async function endTestPostgres(): Promise<void> {
  shared = undefined;
  await Promise.all(Array.from(keepers, endKeeper));
}

function startKeeper(...args: readonly string[]): Keeper {
  const child = spawn(process.execPath, [KEEPER, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  // A running keeper does not hold up the end of this process; that is what it waits for.
  child.unref();
  for (const stream of [child.stdin, child.stdout]) (stream as Socket | null)?.unref();
  const keeper: Keeper = {
    process: child,
    async answer() {
      (child.stdout as Socket | null)?.ref();
      const { value, done } = await lines.next();
      (child.stdout as Socket | null)?.unref();
      if (done) throw new Error("the test's PostgreSQL could not be started; the reason is above");
      return value;
    },
  };
  keepers.add(keeper);
  return keeper;
}

async function endKeeper(keeper: Keeper): Promise<void> {
  const { process: child } = keeper;
  if (!keepers.delete(keeper) || child.exitCode !== null) return;
  child.ref();
  const exit = once(child, "exit");
  child.stdin?.end();
  await exit;
}
