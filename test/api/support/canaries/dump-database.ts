import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { Evidence } from "./evidence.ts";

/** The file of the write-ahead log that is written now. */
export async function currentWalFile(databaseUrl: string): Promise<string> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query("select pg_walfile_name(pg_current_wal_insert_lsn()) as file");
    return rows[0].file;
  });
}

/**
 * Every row of every table of a database as text, and its write-ahead log from a file on: that holds what rows were before
 * they were changed or removed, such as jobs that are done.
 */
export async function dumpDatabase(evidence: Evidence, databaseUrl: string, firstWalFile: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    for (const table of await tablesOf(client)) {
      const { rows } = await client.query(`select (t.*)::text as row from ${table} t`);
      evidence.add("row", `of ${table}`, rows.map(({ row }) => row).join("\n"));
    }
    const { rows } = await client.query("select query from pg_stat_activity where datname = current_database()");
    evidence.add("row", "of pg_stat_activity", rows.map(({ query }) => query).join("\n"));
    await dumpWal(evidence, client, firstWalFile);
  });
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`
    select format('%I.%I', nspname, relname) as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'p', 'm') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    order by 1`);
  return rows.map(({ name }) => name);
}

async function dumpWal(evidence: Evidence, client: pg.Client, firstFile: string): Promise<void> {
  // A commit that waits for its disk takes along whatever was written before it.
  await client.query("set synchronous_commit = on");
  await client.query("select pg_logical_emit_message(true, 'test', 'written')");
  const { rows } = await client.query("select current_setting('data_directory') as folder, pg_backend_pid() as pid");
  // Our servers are told to stay where they were started.
  const folder = join(rows[0].folder.replace("/proc/self/", `/proc/${rows[0].pid}/`), "pg_wal");
  const files = (await readdir(folder)).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= firstFile).sort();
  for (const name of files) {
    // A checkpoint takes away what is old.
    const data = await readFile(join(folder, name)).catch(() => undefined);
    if (data) evidence.add("wal", name, data);
  }
}

async function withClient<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
