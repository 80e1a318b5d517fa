import assert from "node:assert/strict";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { testZone } from "../support/local-zone.ts";
import { newPerson } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { assertOneAtATime, runIntervals } from "./support/run-intervals.ts";
import { addRealZone, DeployedProject, eventsOf, type KnownZone, untilUpdate } from "./support/updates.ts";
import { TestWorkers } from "./support/workers.ts";

const DEPLOYS = 50;

describe("fifty deploys that race for one project", function () {
  this.timeout(600_000);
  let test: TestPlatform;
  let zone: KnownZone;
  let workers: TestWorkers;

  before(async () => {
    // All of them wait for the project at the same time, and none in vain, however slow the machine is.
    test = await testPlatform({ ESPALIER_DATABASE_CONNECTIONS: String(DEPLOYS) });
    zone = await addRealZone(test, await testZone());
    workers = new TestWorkers(test);
  });
  after(async () => {
    await workers.end();
    await test.close();
  });

  it("write one at a time, and the last revision wins", async () => {
    const running = await Promise.all([workers.start(), workers.start(), workers.start()]);
    const person = await newPerson(test);
    const project = await DeployedProject.make(test, person, [zone]);
    const spec = (racer: number) => ({
      containers: [{ name: "web", image: "nginx:1.29", environment: { RACER: String(racer) } }],
    });
    const asked = await Promise.all(Array.from({ length: DEPLOYS }, (_, racer) => project.deploy(spec(racer))));
    const rows = [];
    for (const [row] of asked) rows.push(await untilUpdate(project.database, row!.id));

    assert.deepEqual(rows.map(({ revision }) => revision).sort(byNumber), numbers(DEPLOYS));
    const last = rows.find(({ revision }) => revision === DEPLOYS)!;
    assert.equal(last.state, "succeeded", JSON.stringify(last.result));
    const states = new Set(rows.map(({ state }) => state));
    assert.deepEqual([...states].sort(), ["succeeded", "superseded"]);

    const ran = rows
      .filter(({ state }) => state !== "superseded")
      .sort((one, other) => one.revision! - other.revision!);
    for (const [index, row] of ran.entries()) {
      assert.equal(row.attempt, 1);
      const before = ran[index - 1];
      if (before)
        assert.ok(before.ended_at! <= row.started_at!, "a later revision began before an earlier one had ended");
    }

    const winner = asked.findIndex(([row]) => row!.id === last.id);
    const client = await connectZone(await testZone());
    const deployment = await client.get(`apps/Deployment/${project.name}/web`);
    await client.close();
    assert.ok(JSON.stringify(deployment?.spec).includes(`{"name":"RACER","value":"${winner}"}`));
    const [again] = await project.deploy(spec(winner));
    assert.equal((await untilUpdate(project.database, again!.id)).state, "unchanged");
    for (const row of rows.filter(({ state }) => state === "superseded")) {
      const codes = (await eventsOf(project.database, row.id)).flatMap((event) =>
        event.type === "notice" ? [event.notice.code] : [],
      );
      assert.deepEqual(codes, [701]);
    }

    // Their logs are whole when they have ended.
    await Promise.all(running.map((worker) => worker.stop()));
    const intervals = runIntervals(running);
    assertOneAtATime(intervals);
    assert.equal(intervals.length, ran.length + 1);
  });
});

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function byNumber(one: number | null, other: number | null): number {
  return (one ?? 0) - (other ?? 0);
}
