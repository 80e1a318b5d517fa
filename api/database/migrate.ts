import { type Kysely, type QueryExecutorProvider, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import * as people from "./migrations/0001-people.ts";
import * as platform from "./migrations/0002-platform.ts";
import * as dashboard from "./migrations/0003-dashboard.ts";

/** Every migration by number, for ever: they are appended to, never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-people": people,
  "0002-platform": platform,
  "0003-dashboard": dashboard,
};

/** Raised when the database cannot be brought to what this version of Espalier needs. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/**
 * Brings the database up to date. Processes that start at the same time wait for the one that holds the lock, and run in
 * transactions: a migration that fails leaves nothing behind. Running it again does no harm.
 *
 * @returns names of the migrations that were run
 */
export async function migrateDatabase(database: Kysely<never> | Kysely<unknown>): Promise<readonly string[]> {
  const { error, results = [] } = await migratorOf(database).migrateToLatest();
  if (error) {
    const failed = results.find(({ status }) => status === "Error")?.migrationName ?? "the first step";
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`the database could not be brought up to date, ${failed} failed: ${why}`, {
      cause: error,
    });
  }
  return results.filter(({ status }) => status === "Success").map(({ migrationName }) => migrationName);
}

/** Names of the migrations that the database still lacks; empty when it is up to date. */
export async function pendingMigrations(database: QueryExecutorProvider): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(database);
  const done = new Set(rows.map(({ name }) => name));
  return Object.keys(MIGRATIONS).filter((name) => !done.has(name));
}

function migratorOf(database: Kysely<never> | Kysely<unknown>): Migrator {
  return new Migrator({
    db: database as Kysely<unknown>,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableName: "migrations",
    migrationLockTableName: "migrations_lock",
  });
}
