import { type QueryExecutorProvider, sql } from "kysely";
import type { StateStore } from "../../stacks/state-store.ts";
import type { StackHost } from "../../stacks/update.ts";
import { databaseNameOf, pulumiBackendUrl } from "./pulumi-backend-url.ts";

export interface PulumiInDatabase {
  /** Folder that holds the `pulumi` program. */
  readonly pulumi: string;
  /** Own PULUMI_HOME of this machine; holds no state. */
  readonly home: string;
  readonly databaseUrl: string;
  /** Connections to the same database. */
  readonly database: QueryExecutorProvider;
}

/** Pulumi with its states in our database, so that every worker finds what another one left. */
export function databaseStackHost({ pulumi, home, databaseUrl, database }: PulumiInDatabase): StackHost {
  return { pulumi, home, backendUrl: pulumiBackendUrl(databaseUrl), state: databaseStates(database, databaseUrl) };
}

/**
 * The states that Pulumi's PostgreSQL backend (pulumi/pkg/backend/diy/postgres) keeps in the database: a row for each text,
 * base64 in JSON, its key below the name of the database.
 */
export function databaseStates(database: QueryExecutorProvider, databaseUrl: string): StateStore {
  const name = databaseNameOf(databaseUrl);
  const root = name && `${name}/`;
  let table: Promise<unknown> | undefined;
  const ready = async () => {
    table ??= createTable(database).catch((error) => {
      table = undefined;
      throw error;
    });
    await table;
  };
  return {
    read: async (key) => {
      await ready();
      const { rows } =
        await sql<Row>`select key, data->>'data' as data from pulumi_state where key = ${root + key}`.execute(database);
      return rows[0] && textOf(rows[0]);
    },
    write: async (key, text) => {
      await ready();
      const data = JSON.stringify({ data: Buffer.from(text).toString("base64") });
      await sql`insert into pulumi_state (key, data) values (${root + key}, ${data}::json)
        on conflict (key) do update set data = excluded.data, updated_at = now()`.execute(database);
    },
    below: async (folder) => {
      await ready();
      const { rows } = await sql<Row>`select key, data->>'data' as data from pulumi_state
        where key like ${beginsWith(root + folder)}`.execute(database);
      return new Map(rows.map((row) => [row.key.slice(root.length), textOf(row)]));
    },
    remove: async (prefix) => {
      await ready();
      await sql`delete from pulumi_state where key like ${beginsWith(root + prefix)}`.execute(database);
    },
  };
}

interface Row {
  readonly key: string;
  readonly data: string | null;
}

function textOf({ data }: Row): string {
  return Buffer.from(data ?? "", "base64").toString("utf8");
}

function beginsWith(prefix: string): string {
  return `${prefix.replace(/[\\%_]/g, "\\$&")}%`;
}

/** As the backend makes it (its `schema.sql`). Those who find it missing at the same time make it one after the other. */
async function createTable(database: QueryExecutorProvider): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('pulumi_state') is not null as there`.execute(
    database,
  );
  if (rows[0]?.there) return;
  await sql`do $$ begin
    perform pg_advisory_xact_lock(hashtextextended('espalier pulumi_state', 0));
    create table if not exists pulumi_state (
      key text primary key,
      data json not null,
      updated_at timestamp with time zone not null default now()
    );
    create index if not exists pulumi_state_key_prefix_idx on pulumi_state (key text_pattern_ops);
  end $$`.execute(database);
}
