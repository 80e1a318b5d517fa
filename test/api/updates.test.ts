import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { requestUpdates } from "../../api/updates/request-updates.ts";
import { testZone } from "../support/local-zone.ts";
import { until } from "../support/until.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { addRealZone, DeployedProject, eventsOf, type KnownZone, specOf, untilUpdate } from "./support/updates.ts";
import { TestWorkers } from "./support/workers.ts";

const CANARY = "canary-5d41402abc4b2a76";

describe("updates", () => {
  let test: TestPlatform;
  let zone: KnownZone;
  let workers: TestWorkers;
  let person: TestClient;

  before(async () => {
    test = await testPlatform();
    zone = await addRealZone(test, await testZone());
    workers = new TestWorkers(test);
    person = await newPerson(test);
  });

  after(async () => {
    await workers.end();
    await test.close();
  });

  const newProject = () => DeployedProject.make(test, person, [zone]);
  const jobs = async (updateId: string) => {
    const { rows } = await sql`
      select from graphile_worker.jobs where key = ${`update:${updateId}`}`.execute(test.platform.database);
    return rows.length;
  };

  describe("are asked for", () => {
    it("by a row and a job that are there together", async () => {
      const [asked] = await (await newProject()).deploy(specOf("nginx:1.29"));
      assert.equal(asked!.state, "waiting");
      assert.equal(await jobs(asked!.id), 1);
    });

    it("or not at all, when the transaction is rolled back", async () => {
      const project = await newProject();
      let id = "";
      const undone = test.platform.database.transaction().execute(async (transaction) => {
        const asked = await requestUpdates(transaction, { project, zones: [zone], revision: 1, requestedBy: "test" });
        id = asked[0]!.id;
        throw new Error("undone");
      });
      await assert.rejects(undone, /undone/);
      assert.deepEqual(await project.updates(), []);
      assert.equal(await jobs(id), 0);
    });

    it("so that a newer one supersedes one that waits, with a notice that says so", async () => {
      const project = await newProject();
      const [first] = await project.deploy(specOf("nginx:1.29"));
      const [second] = await project.deploy(specOf("nginx:1.30"));
      const states = (await project.updates()).map(({ id, state }) => [id, state]);
      assert.deepEqual(states, [
        [first!.id, "superseded"],
        [second!.id, "waiting"],
      ]);
      assert.equal(await jobs(first!.id), 0);
      const [, notice, last] = await eventsOf(project.database, first!.id);
      assert.deepEqual(last, { type: "state", state: "superseded", attempt: 0 });
      assert.equal(notice?.type === "notice" && notice.notice.code, 701);
    });
  });

  describe("are carried out", () => {
    before(() => workers.start());

    it("into the zone, and everything that happened is kept in order", async () => {
      const project = await newProject();
      const [asked] = await project.deploy(specOf("nginx:1.29"));
      const row = await untilUpdate(project.database, asked!.id);
      assert.equal(row.state, "succeeded", JSON.stringify(row.result));
      assert.equal(row.attempt, 1);
      assert.ok(row.started_at! >= row.created_at && row.ended_at! >= row.started_at!);
      const events = await eventsOf(project.database, asked!.id);
      const types = [...new Set(events.map(({ type }) => type))];
      assert.deepEqual(types, ["state", "phase", "plan", "object", "readiness", "result"]);
      assert.deepEqual(events.at(-1), { type: "state", state: "succeeded", attempt: 1 });
      const result = events.at(-2);
      assert.deepEqual(result?.type === "result" && result.result, row.result);
      const numbers = await project.database
        .selectFrom("update_events")
        .select("seq")
        .where("update_id", "=", asked!.id)
        .orderBy("seq")
        .execute();
      assert.deepEqual(
        numbers.map(({ seq }) => seq),
        events.map((_, index) => index + 1),
      );
    });

    it("without starting a process when there is nothing to do", async () => {
      const project = await newProject();
      const [first] = await project.deploy(specOf("nginx:1.29"));
      assert.equal((await untilUpdate(project.database, first!.id)).state, "succeeded");
      // A worker that would have to start Pulumi fails: there is no such program where this one is told to find it.
      await workers.end();
      workers = new TestWorkers(test);
      const nothing = join(workers.folder, "pulumi");
      await writeFile(nothing, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
      const worker = await workers.start({ ESPALIER_TOOL_PULUMI: nothing });
      const [again] = await project.deploy(specOf("nginx:1.29"));
      const unchanged = await untilUpdate(project.database, again!.id);
      const [changed] = await project.deploy(specOf("nginx:1.30"));
      const failed = await untilUpdate(project.database, changed!.id);
      await worker.stop();
      await workers.start();
      assert.equal(unchanged.state, "unchanged", JSON.stringify(unchanged.result));
      assert.equal(failed.state, "failed", "this worker can start Pulumi, so nothing is shown");
    });

    it("as failed, with what is wrong, when the definition cannot be deployed", async () => {
      const project = await newProject();
      const [asked] = await project.deploy({ containers: [{ name: "web", image: "nginx:1.29", colour: "red" }] });
      const { state, result } = await untilUpdate(project.database, asked!.id);
      assert.equal(state, "failed");
      assert.deepEqual(
        result?.errors.map(({ code, path }) => ({ code, path })),
        [{ code: "unknown-key", path: ["containers", 0, "colour"] }],
      );
    });

    it("as not ready, with a notice of the quota, when the claim holds no more", async () => {
      const project = await newProject();
      const greedy = { resources: { cpu: "3", memory: "64Mi" }, replicas: 2 };
      const [asked] = await project.deploy({ containers: [{ name: "web", image: "nginx:1.29", options: greedy }] });
      const { state, result } = await untilUpdate(project.database, asked!.id);
      assert.equal(state, "not-ready", JSON.stringify(result));
      const notices = (await eventsOf(project.database, asked!.id)).filter(({ type }) => type === "notice");
      assert.deepEqual(
        notices.map((event) => event.type === "notice" && event.notice.code),
        [707],
      );
    });

    it("without a secret or its hash in anything that is kept", async () => {
      const project = await newProject();
      const container = {
        name: "web",
        image: "nginx:1.29",
        environment: { PASSWORD: "$password", URL: "x-$password" },
      };
      const spec = { containers: [container], variables: { password: { secret: true } } };
      for (const value of [CANARY, `${CANARY}-2`]) {
        const [asked] = await project.deploy(spec, [{ name: "password", value, secret: true }]);
        const row = await untilUpdate(project.database, asked!.id);
        assert.equal(row.state, "succeeded", JSON.stringify(row.result));
        const kept = JSON.stringify([row, await eventsOf(project.database, asked!.id)]);
        if (value !== CANARY) assert.ok(kept.includes("⟦secret:password⟧"), "the changed secret is not even named");
        assert.ok(!kept.includes(CANARY));
        assert.doesNotMatch(kept, /⟦secret:[^⟧]*#/);
      }
    });

    it("until the project is gone, with the claim and all its data, when it is deleted", async () => {
      const project = await newProject();
      const [asked] = await project.deploy(specOf("nginx:1.29"));
      await untilUpdate(project.database, asked!.id);
      // The project is held until the end of its last update was seen, which goes with it.
      await project.database.transaction().execute(async (transaction) => {
        await sql`select from projects where id = ${project.id} for key share`.execute(transaction);
        const answer = await person.delete(`/projects/${project.name}?confirm=${project.name}`);
        assert.equal(answer.status, 202, answer.text);
        const destroy = answer.body.updates[0].id;
        assert.equal((await untilUpdate(transaction, destroy)).state, "succeeded");
      });
      await until("the project is gone", async () => {
        const { status } = await person.get(`/projects/${project.name}`);
        assert.ok(status === 200 || status === 404, String(status));
        return status === 404;
      });
      assert.deepEqual(await project.updates(), []);
    });
  });
});
