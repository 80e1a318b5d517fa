import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { chownSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { before, describe, it } from "mocha";
import { until } from "../support/until.ts";
import { databaseProcess, query, startOf } from "./database-process.ts";
import { databaseFolders, postmasterOf, withDatabase } from "./database-under-test.ts";

const isRoot = process.getuid?.() === 0;

/** Servers that work in a data folder. A process that one of them is just starting still looks like it, so look at parents. */
function serversOn(data: string): number[] {
  const { dev, ino } = statSync(data);
  const found = new Map<number, number>();
  for (const pid of readdirSync("/proc").map(Number).filter(Number.isInteger)) {
    try {
      const started = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      if (started[1] !== "-D") continue;
      const at = statSync(`/proc/${pid}/cwd`);
      if (at.dev !== dev || at.ino !== ino) continue;
      found.set(pid, Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  return [...found].filter(([, parent]) => !found.has(parent)).map(([pid]) => pid);
}

const isPartial = (name: string): boolean => name.startsWith("partial-");

describe("the embedded database, after processes were killed", () => {
  const { folder, freshFolder } = databaseFolders();

  before(() => withDatabase(folder, ({ url }) => query(url, "CREATE TABLE kept (note text)")));

  it("is found again when the process that started it was killed", async () => {
    const process = databaseProcess(folder);
    const url = await process.says;
    const started = await startOf(url);
    await process.end("kill");
    await withDatabase(folder, async (database) => {
      assert.equal(database.url, url);
      assert.equal(await startOf(database.url), started);
    });
    await assert.rejects(query(url, "SELECT 1"), { code: "ECONNREFUSED" });
  });

  it("is started anew when the server that was left running does not answer", async () => {
    const process_ = databaseProcess(folder);
    const url = await process_.says;
    await process_.end("kill");
    const hung = postmasterOf(folder);
    process.kill(hung, "SIGSTOP");
    await withDatabase(folder, async (database) => {
      assert.notEqual(postmasterOf(folder), hung);
      assert.equal(database.url, url);
      await startOf(database.url);
    });
  });

  it("is one server for processes that start it at the same time, and ends with the last of them", async () => {
    const fresh = freshFolder();
    const processes = [databaseProcess(fresh), databaseProcess(fresh), databaseProcess(fresh)];
    const urls = await Promise.all(processes.map(({ says }) => says));
    assert.deepEqual(new Set(urls).size, 1);
    const [url] = urls as [string];
    const started = await startOf(url);
    await processes[0]!.end();
    await processes[1]!.end("kill");
    assert.equal(await startOf(url), started);
    await processes[2]!.end();
    await assert.rejects(query(url, "SELECT 1"), { code: "ECONNREFUSED" });
  });

  it("keeps what was committed when the server is killed, whose note is no obstacle", async () => {
    await withDatabase(folder, async ({ url }) => {
      await query(url, "INSERT INTO kept VALUES ('over a kill')");
      process.kill(postmasterOf(folder), "SIGKILL");
    });
    assert.ok(existsSync(join(folder, "data", "postmaster.pid")));
    await withDatabase(folder, async ({ url }) => {
      const rows = await query(url, "SELECT note FROM kept WHERE note = 'over a kill'");
      assert.equal(rows.length, 1);
    });
  });

  it("starts, and harms nobody, when the id of a killed server was given to another process", async () => {
    const { uid, gid } = statSync(join(folder, "data"));
    const other = spawn("sleep", ["1000"], { cwd: "/", ...(isRoot && { uid, gid }) });
    try {
      const note = join(folder, "data", "postmaster.pid");
      writeFileSync(note, `${other.pid}\n${join(folder, "data")}\n1\n5432\n\n127.0.0.1\n\nready   \n`, { mode: 0o600 });
      chownSync(note, uid, gid);
      await withDatabase(folder, async ({ url }) => assert.ok(await startOf(url)));
      assert.equal(other.exitCode ?? other.signalCode, null);
    } finally {
      other.kill("SIGKILL");
      await once(other, "exit");
    }
  });

  it("is made again when the process that made it was killed on the way", async () => {
    const fresh = await folderOfKilled();
    assert.ok(readdirSync(fresh).some(isPartial));
    await withDatabase(fresh, async ({ url }) => assert.ok(await startOf(url)));
  });

  /** Where a process was killed while it made the database. One that was done before it could be killed is passed over. */
  async function folderOfKilled(): Promise<string> {
    for (;;) {
      const fresh = freshFolder();
      const isDone = () => existsSync(join(fresh, "data"));
      const killed = databaseProcess(fresh);
      killed.says.catch(() => {});
      while (!isDone() && !(existsSync(fresh) && readdirSync(fresh).some(isPartial))) await sleep(1);
      await killed.end("kill");
      if (!isDone()) return fresh;
      // It may have started the server, which ends with its last user.
      await withDatabase(fresh, async () => {});
    }
  }

  it("is at most one server, whenever those that start it are killed", async function () {
    if (process.platform !== "linux") return this.skip();
    const data = join(folder, "data");
    for (let kill = 0; kill < 12; kill += 1) {
      const killed = databaseProcess(folder);
      killed.says.catch(() => {});
      await sleep(randomInt(100, 450));
      await killed.end("kill");
      // One that was started while another was on its way gives way to it by itself.
      await until("there is at most one server", () => serversOn(data).length <= 1);
    }
    await withDatabase(folder, async ({ url }) => {
      assert.ok(await startOf(url));
      await until("there is at most one server", () => serversOn(data).length <= 1);
      assert.deepEqual(serversOn(data), [postmasterOf(folder)]);
    });
    assert.deepEqual(serversOn(data), []);
  });
});
