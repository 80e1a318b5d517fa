import assert from "node:assert/strict";
import { sql } from "kysely";
import { killWorkers } from "../chaos/kill-workers.ts";
import { stopDatabase } from "../chaos/stop-database.ts";
import { testZone } from "../support/local-zone.ts";
import { until } from "../support/until.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { assertOneAtATime, runIntervals } from "./support/run-intervals.ts";
import {
  addRealZone,
  DeployedProject,
  eventsOf,
  type KnownZone,
  specOf,
  untilUpdate,
  waitingSpec,
} from "./support/updates.ts";
import { TestWorkers } from "./support/workers.ts";

describe("updates outlive their workers", function () {
  this.timeout(600_000);
  let test: TestPlatform;
  let zone: KnownZone;
  let workers: TestWorkers;
  let person: TestClient;

  before(async () => {
    test = await testPlatform();
    zone = await addRealZone(test, await testZone());
    person = await newPerson(test);
  });
  beforeEach(() => {
    workers = new TestWorkers(test);
  });
  afterEach(() => workers.end());
  after(() => test.close());

  const newProject = () => DeployedProject.make(test, person, [zone]);
  const cancel = async (project: DeployedProject, updateId: string) => {
    const answer = await person.post(`/projects/${project.name}/updates/${updateId}/cancel`);
    assert.equal(answer.status, 202, answer.text);
  };
  const codes = async (updateId: string) =>
    (await eventsOf(test.platform.database, updateId)).flatMap((event) =>
      event.type === "notice" ? [event.notice.code] : [],
    );

  it("that are killed at any moment", async () => {
    const { kills } = await killWorkers({ test, zone: await testZone(), known: zone, count: 3 });
    assert.equal(kills.length, 3);
  });

  it("and a database that is stopped hard under writes", async () => {
    const { answeredAfter } = await stopDatabase({ zone: await testZone(), count: 2 });
    assert.equal(answeredAfter.length, 2);
  });

  it("that hang: their connection is ended, and they begin anew when they come back to themselves", async () => {
    const { database } = test.platform;
    const project = await newProject();
    const hung = await workers.start();
    const [asked] = await project.deploy(waitingSpec());
    await untilUpdate(database, asked!.id, ({ state }) => state === "running");
    const other = await workers.start();
    hung.process.kill("SIGSTOP");
    // As if it had hung for long already.
    await database
      .updateTable("workers")
      .set({ heartbeat_at: sql<Date>`now() - interval '1 minute'` })
      .where("pid", "=", hung.process.pid!)
      .execute();
    await untilUpdate(database, asked!.id, ({ attempt }) => attempt === 2);
    hung.process.kill("SIGCONT");
    await until("the hung worker has begun anew", async () => {
      const { rows } = await sql<{ pid: number }>`select pid from workers`.execute(database);
      return rows.length === 2 && rows.some(({ pid }) => pid === hung.process.pid);
    });
    await cancel(project, asked!.id);
    const row = await untilUpdate(database, asked!.id);
    assert.deepEqual([row.state, row.attempt], ["cancelled", 2]);
    const { rows } = await sql<{ pid: number }>`
      select pid from workers where id = ${row.worker_id}`.execute(database);
    assert.equal(rows[0]?.pid, other.process.pid);
    assert.deepEqual(await codes(asked!.id), [702]);
  });

  it("that lose their connection: what they run is broken off at once and gone on with", async () => {
    const { database } = test.platform;
    const project = await newProject();
    const worker = await workers.start();
    const [asked] = await project.deploy(waitingSpec());
    await untilUpdate(database, asked!.id, ({ state }) => state === "running");
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'espalier worker'`.execute(database);
    await untilUpdate(database, asked!.id, ({ attempt }) => attempt === 2);
    await cancel(project, asked!.id);
    assert.equal((await untilUpdate(database, asked!.id)).state, "cancelled");
    await worker.stop();
    assertOneAtATime(runIntervals([worker]));
  });

  it("but not for ever: what several have died of is given up", async () => {
    const { database } = test.platform;
    const project = await newProject();
    await workers.start();
    const [asked] = await project.deploy(waitingSpec());
    await untilUpdate(database, asked!.id, ({ state }) => state === "running");
    // As if five had died of it before.
    await database.updateTable("updates").set({ crashes: 5 }).where("id", "=", asked!.id).execute();
    await workers.end();
    workers = new TestWorkers(test);
    await workers.start();
    const row = await untilUpdate(database, asked!.id);
    assert.deepEqual([row.state, row.crashes], ["failed", 6]);
    assert.deepEqual((await codes(asked!.id)).at(-1), 703);
  });

  it("even when the queue has forgotten them", async () => {
    const { database } = test.platform;
    const project = await newProject();
    const [asked] = await project.deploy(specOf("nginx:1.29"));
    await sql`select graphile_worker.remove_job(${`update:${asked!.id}`})`.execute(database);
    await workers.start();
    assert.equal((await untilUpdate(database, asked!.id)).state, "succeeded");
  });

  it("and when it has locked their job for a worker that nobody knows", async () => {
    const { database } = test.platform;
    const project = await newProject();
    const [asked] = await project.deploy(specOf("nginx:1.29"));
    await sql`
      update graphile_worker._private_jobs set locked_at = now() - interval '1 minute', locked_by = 'nobody'
      where key = ${`update:${asked!.id}`}`.execute(database);
    await workers.start();
    assert.equal((await untilUpdate(database, asked!.id)).state, "succeeded");
  });
});
