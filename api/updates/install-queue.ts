import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";

/** Brings the tables of the queue up to date; processes that start at the same time do so one after the other. */
export async function installQueue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "espalier starts" });
  // Its end is seen by whoever asks it for something.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('espalier queue', 0))");
    await runMigrations({ connectionString: databaseUrl, maxPoolSize: 1, logger: QUIET });
  } finally {
    await client.end();
  }
}

const QUIET = new Logger(() => () => undefined);
