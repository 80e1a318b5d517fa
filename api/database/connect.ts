import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { PreparedClient } from "./prepared-client.ts";
import type { Database } from "./tables.ts";

/** Milliseconds that a request waits for a connection, also a busy one, before it is told that the database is away. */
const CONNECT_PATIENCE = 10_000;
/** Milliseconds after which PostgreSQL ends a statement: nothing of ours takes that long. */
const STATEMENT_LIMIT = 20_000;
/** A transaction whose process hangs holds no lock for longer, in milliseconds. */
const IDLE_TRANSACTION_LIMIT = 30_000;

export interface Connection {
  readonly database: Kysely<Database>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

// Counts and sizes fit into a double; as text they would have to be turned into numbers everywhere.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Warm connections to PostgreSQL. Connects when first used; a connection that breaks is replaced.
 *
 * @param options.connections how many at the same time at most
 * @param options.onError told when a connection that nobody was using breaks
 */
export function connectDatabase(
  url: string,
  options: { readonly connections: number; readonly onError?: (error: Error) => void },
): Connection {
  const pool = new pg.Pool({
    Client: PreparedClient,
    connectionString: url,
    max: options.connections,
    connectionTimeoutMillis: CONNECT_PATIENCE,
    statement_timeout: STATEMENT_LIMIT,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_LIMIT,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: "espalier",
  });
  pool.on("error", (error) => options.onError?.(error));
  // The pool listens to idle connections only: of one that breaks while it is in use whoever uses it is told by a
  // statement, but an error that nobody listens to would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { database, pool, close: () => database.destroy() };
}
