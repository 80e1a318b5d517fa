import pg from "pg";
import { ROLE } from "./create-cluster.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";

const DATABASE = "espalier";
const ANSWER_MILLISECONDS = 10_000;

/** SQLSTATE codes of PostgreSQL. */
const INVALID_PASSWORD = "28P01";
const NO_SUCH_DATABASE = "3D000";

export function databaseUrl(port: number, password: string, database: string = DATABASE): string {
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`;
}

/** Makes the database unless it is there. False when the server does not answer. */
export async function ensureDatabase(port: number, password: string): Promise<boolean> {
  const code = await query(databaseUrl(port, password), "SELECT 1");
  if (code === INVALID_PASSWORD) {
    throw new EmbeddedDatabaseError("the password in its folder is not the server's; restore the file from a backup");
  }
  if (code !== NO_SUCH_DATABASE) return code !== "unanswered";
  return (await query(databaseUrl(port, password, "postgres"), `CREATE DATABASE ${DATABASE}`)) === undefined;
}

/** Undefined when it went well, else PostgreSQL's error code, or that it did not answer. */
async function query(connectionString: string, statement: string): Promise<string | undefined> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: ANSWER_MILLISECONDS,
    query_timeout: ANSWER_MILLISECONDS,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(statement);
    return undefined;
  } catch (error) {
    return error instanceof pg.DatabaseError ? error.code : "unanswered";
  } finally {
    await client.end().catch(() => {});
  }
}
