import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { ownPostgres, testDatabase } from "../support/postgres.ts";
import { until } from "../support/until.ts";
import { query } from "./database-process.ts";

const MODULE = fileURLToPath(new URL("../support/postgres.ts", import.meta.url));

describe("the PostgreSQL of tests", () => {
  it("gives each test an empty database", async () => {
    const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
    await query(one.url, "CREATE TABLE mine (note text)");
    const tables = "SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'";
    assert.deepEqual(await query(one.url, tables), [{ tables: 1 }]);
    assert.deepEqual(await query(two.url, tables), [{ tables: 0 }]);
  });

  it("ends when the process that tests is killed", async () => {
    const script = `import { testDatabase } from ${JSON.stringify(MODULE)};
      console.log((await testDatabase()).url);
      setInterval(() => {}, 1000);`;
    const args = ["--input-type=module", "--eval", script];
    const tester = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    const [url] = (await once(createInterface({ input: tester.stdout }), "line")) as [string];
    await query(url, "SELECT 1");
    tester.kill("SIGKILL");
    await until("the server has ended", async () => !(await answers(url)));
  });

  it("keeps what was acknowledged when it is stopped hard, and returns at the same address", async () => {
    const own = await ownPostgres();
    await query(own.url, "CREATE TABLE counted (number int)");
    for (let stop = 0; stop < 5; stop += 1) {
      await query(own.url, `INSERT INTO counted VALUES (${stop})`);
      await own.stopHard();
      await assert.rejects(query(own.url, "SELECT 1"), { code: "ECONNREFUSED" });
      await own.start();
      const [row] = await query(own.url, "SELECT count(*)::int AS count FROM counted");
      assert.deepEqual(row, { count: stop + 1 });
    }
    await own.end();
    await assert.rejects(query(own.url, "SELECT 1"), { code: "ECONNREFUSED" });
  });

  it("breaks a statement that is under way when it is stopped hard", async () => {
    const own = await ownPostgres();
    const sleeping = assert.rejects(query(own.url, "SELECT pg_sleep(1000)"), /terminated unexpectedly|ECONNRESET/);
    const active = "SELECT count(*)::int AS active FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'";
    await until("it is under way", async () => (await query(own.url, active))[0]!.active === 1);
    await own.stopHard();
    await sleeping;
    await own.end();
  });
});

async function answers(url: string): Promise<boolean> {
  try {
    await query(url, "SELECT 1");
    return true;
  } catch {
    return false;
  }
}
