import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { before, describe, it } from "mocha";
import { postgresPrograms } from "../../api/database/embedded/postgres-programs.ts";
import { isReachable, reachableFolder } from "../../api/database/embedded/reachable-programs.ts";
import { startEmbeddedDatabase } from "../../api/database/embedded.ts";
import { databaseProcess, query, startOf } from "./database-process.ts";
import { databaseFolders, withDatabase } from "./database-under-test.ts";

const isRoot = process.getuid?.() === 0;
/** An id that nobody on the machine has. */
const STRANGER = 64_321;

const modeOf = (path: string): number => statSync(path).mode & 0o777;
describe("the embedded database, and who owns what", () => {
  const { home, folder, freshFolder } = databaseFolders();

  before(() => withDatabase(folder, ({ url }) => query(url, "CREATE TABLE kept (note text)")));

  it("is closed to other users of the machine, below a home that stays closed", async () => {
    await withDatabase(folder, async () => {
      assert.equal(modeOf(home), 0o700);
      assert.equal(modeOf(folder), 0o700);
      assert.equal(modeOf(join(folder, "data")), 0o700);
      assert.equal(modeOf(join(folder, "password")), 0o600);
      assert.equal(modeOf(join(folder, "postgresql.log")), 0o600);
    });
  });

  it("closes a data folder that was opened to others", async () => {
    chmodSync(join(folder, "data"), 0o755);
    await withDatabase(folder, async () => assert.equal(modeOf(join(folder, "data")), 0o700));
  });

  it("names the file that is missing when its password was lost", async () => {
    const fresh = freshFolder();
    mkdirSync(join(fresh, "data"), { recursive: true });
    const { uid, gid } = statSync(join(folder, "data"));
    chownSync(join(fresh, "data"), uid, gid);
    await assert.rejects(startEmbeddedDatabase({ folder: fresh }), {
      name: "EmbeddedDatabaseError",
      message: /password is missing, without which .*data cannot be opened; restore it from a backup/,
    });
  });

  it("says whose the data is when PostgreSQL may not open it", async function () {
    if (!isRoot) return this.skip();
    const data = join(folder, "data");
    const { uid, gid } = statSync(data);
    chownSync(data, STRANGER, STRANGER);
    await assert
      .rejects(startEmbeddedDatabase({ folder }), {
        name: "EmbeddedDatabaseError",
        message:
          `embedded database: ${data} belongs to the user ${STRANGER}, but PostgreSQL runs as postgres ${uid}; ` +
          `start Espalier as the one who made it, or run: chown -R postgres ${data}`,
      })
      .finally(() => chownSync(data, uid, gid));
  });

  it("says whose the folder is when it is another user's", async function () {
    if (!isRoot) return this.skip();
    const fresh = freshFolder();
    mkdirSync(fresh, { mode: 0o700 });
    chmodSync(home, 0o755);
    try {
      const message = await databaseProcess(fresh, { uid: STRANGER, gid: STRANGER }).says;
      assert.equal(
        message,
        `embedded database: ${fresh} cannot be written to by the user ${STRANGER}, it belongs to the user 0; ` +
          "start Espalier as its owner, set ESPALIER_HOME to another folder, or set DATABASE_URL",
      );
    } finally {
      chmodSync(home, 0o700);
    }
  });

  it("runs for an ordinary user as that user", async function () {
    const { uid, gid } = statSync(join(folder, "data"));
    const user = { name: "postgres", uid, gid };
    // An ordinary user runs all tests as that user anyway; a checkout in the home of root is closed to others.
    if (!isRoot || !isReachable(postgresPrograms(undefined).postgres, user)) return this.skip();
    const fresh = freshFolder();
    mkdirSync(fresh, { mode: 0o700 });
    chownSync(fresh, uid, gid);
    chmodSync(home, 0o755);
    try {
      const process = databaseProcess(fresh, user);
      const url = await process.says;
      assert.ok(await startOf(url));
      assert.equal(statSync(join(fresh, "password")).uid, uid);
      await process.end();
      await assert.rejects(query(url, "SELECT 1"), { code: "ECONNREFUSED" });
    } finally {
      chmodSync(home, 0o700);
    }
  });

  it("brings its programs along when the server's user cannot reach them", function () {
    if (!isRoot) return this.skip();
    const { uid, gid } = statSync(join(folder, "data"));
    const user = { name: "postgres", uid, gid };
    const installed = dirname(dirname(postgresPrograms(undefined).postgres));
    const closed = join(home, "closed");
    cpSync(installed, closed, { recursive: true, verbatimSymlinks: true });
    const open = mkdtempSync(join(tmpdir(), "espalier-programs-"));
    try {
      const copy = reachableFolder({ native: closed, version: "1" }, user, open);
      assert.ok(copy.startsWith(open));
      const version = execFileSync(join(copy, "bin", "initdb"), ["--version"], {
        uid,
        gid,
        cwd: "/",
        encoding: "utf8",
      });
      assert.match(version, /PostgreSQL/);
      assert.equal(reachableFolder({ native: copy, version: "1" }, user, open), copy);
      assert.deepEqual(readdirSync(open).length, 1);
    } finally {
      rmSync(open, { recursive: true });
    }
  });
});
