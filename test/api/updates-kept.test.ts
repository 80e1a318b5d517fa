import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { removeOld } from "../../api/housekeeping.ts";
import { newId } from "../../api/new-id.ts";
import { beginNext } from "../../api/updates/begin-update.ts";
import { keepEventsOfHolder, NotHeldError } from "../../api/updates/keep-events.ts";
import { keptText, type ToldEvent } from "../../api/updates/kept-event.ts";
import { EventLog } from "../../api/updates/update-events.ts";
import { KeptEventView } from "../../api/views/update-event.ts";
import type { Change, Plan } from "../../engine/plan-types.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { DeployedProject, eventsOf, type KnownZone, specOf } from "./support/updates.ts";
import { addTestZone } from "./support/zones.ts";

const KEPT_BYTES = 256 * 1024;

describe("what is kept of an update", () => {
  let test: TestPlatform;
  let person: TestClient;
  let zone: KnownZone;

  before(async () => {
    test = await testPlatform();
    person = await newPerson(test);
    const name = await addTestZone(test);
    const { database } = test.platform;
    zone = await database.selectFrom("zones").select(["id", "name"]).where("name", "=", name).executeTakeFirstOrThrow();
  });
  after(() => test.close());

  /** An update that somebody runs, as a worker would see it. */
  const begun = async () => {
    const project = await DeployedProject.make(test, person, [zone]);
    const [asked] = await project.deploy(specOf("nginx:1.29"));
    const place = { projectId: project.id, zoneId: zone.id };
    const update = (await beginNext(project.database, "worker-1", place))!;
    const holder = { updateId: asked!.id, workerId: "worker-1", attempt: 1 };
    return { project, place, update, holder };
  };

  const refuse = (error: unknown) => assert.fail(String(error));
  const phase = (number: number): ToldEvent => ({ type: "phase", zone: `zone-${number}`, phase: "planning" });

  it("holds no hash of a secret, and nothing that the database cannot keep", async () => {
    const { holder, update, project } = await begun();
    const message = "⟦secret:db|url#0123456789abcdef⟧ \u0000 \ud800 end";
    const told: ToldEvent = { type: "diagnostic", zone: "one", diagnostic: { severity: "note", code: "x", message } };
    await keepEventsOfHolder(project.database, holder, update.nextEvent, [keptText(told)]);
    const kept = (await eventsOf(project.database, holder.updateId)).at(-1);
    assert.equal(kept?.type === "diagnostic" && kept.diagnostic.message, "⟦secret:db|url⟧ \ufffd \ufffd end");
  });

  it("is bounded, whatever the plan, the findings and the result are", () => {
    const long = "x".repeat(100_000);
    const change = (number: number): Change => ({
      operation: "update",
      id: `/ConfigMap/shop/${number}`,
      path: `shop/${number}`,
      fields: Array.from({ length: 100 }, (_, field) => ({ path: `data.${field}`, from: long, to: long })),
      dataAtRisk: false,
      restarts: false,
    });
    const findings = Array.from({ length: 5_000 }, () => ({ severity: "error" as const, code: "x", message: long }));
    const plan: Plan = {
      project: "shop",
      namespace: "shop",
      zone: "one",
      changes: Array.from({ length: 3_000 }, (_, number) => change(number)),
      unchanged: 1,
      manifests: [{ apiVersion: "v1", kind: "Secret", metadata: { name: "never" } }],
      notes: findings,
    };
    const numbers = { created: 0, updated: 0, replaced: 0, deleted: 0, unchanged: 0, milliseconds: 1 };
    const result = {
      zone: "one",
      outcome: "failed" as const,
      ...numbers,
      revision: 7,
      addresses: [],
      errors: findings,
    };
    const told: readonly ToldEvent[] = [
      { type: "plan", zone: "one", plan },
      { type: "problems", diagnostics: findings },
      { type: "result", zone: "one", result },
    ];
    for (const event of told) {
      const text = keptText(event);
      assert.ok(Buffer.byteLength(text) <= KEPT_BYTES);
      const kept = KeptEventView.parse(JSON.parse(text));
      if (kept.type === "plan") assert.equal(kept.plan.changes.length + kept.plan.moreChanges, 3_000);
      if (kept.type === "result") assert.equal(kept.result.errors.at(-1)?.code, "cut");
      assert.ok(!text.includes("never"));
    }
  });

  it("is written in order, many events at once, without gaps and once, even when a connection breaks in between", async () => {
    const { holder, update, project } = await begun();
    const writes: number[] = [];
    let breaks = 2;
    const write = async (first: number, texts: readonly string[]) => {
      await keepEventsOfHolder(project.database, holder, first, texts);
      writes.push(texts.length);
      // The answer is lost, not the write.
      if (breaks-- > 0) throw Object.assign(new Error("Connection terminated unexpectedly"));
    };
    const log = new EventLog(update.nextEvent, write, refuse);
    for (let number = 0; number < 450; number++) log.add(phase(number));
    assert.equal(await log.close(), update.nextEvent + 450);
    assert.deepEqual(writes, [200, 200, 200, 200, 50]);
    const kept = (await eventsOf(project.database, holder.updateId)).slice(update.nextEvent - 1);
    assert.deepEqual(
      kept,
      Array.from({ length: 450 }, (_, number) => phase(number)),
    );
  });

  it("waits for a moment so that few writes are needed, and no longer", async () => {
    const writes: number[] = [];
    const log = new EventLog(1, async (_, texts) => void writes.push(texts.length), refuse);
    for (let number = 0; number < 5; number++) log.add(phase(number));
    assert.deepEqual(writes, []);
    while (writes.length === 0) await sleep(5);
    assert.deepEqual(writes, [5]);
    log.add(phase(5));
    await log.close();
    assert.deepEqual(writes, [5, 1]);
  });

  it("never waits without bound: who cannot write is told so, once", async () => {
    const failures: unknown[] = [];
    const stuck = new EventLog(
      1,
      () => new Promise(() => undefined),
      (error) => failures.push(error),
    );
    for (let number = 0; number < 30_000; number++) stuck.add(phase(number));
    assert.equal(failures.length, 1);
    assert.match(String(failures[0]), /does not keep up/);
  });

  it("ends when it is too much, with a note that says so", async () => {
    let last: readonly string[] = [];
    let kept = 0;
    const write = async (_: number, texts: readonly string[]) => {
      kept += texts.length;
      last = texts;
    };
    const log = new EventLog(1, write, refuse);
    for (let round = 0; round < 30; round++) {
      for (let number = 0; number < 1_000; number++) log.add(phase(number));
      await log.close();
    }
    assert.equal(kept, 20_001);
    assert.match(last.at(-1) ?? "", /is not kept, since it is too much/);
  });

  it("is written by the worker that runs it alone", async () => {
    const { holder, update, project, place } = await begun();
    await beginNext(project.database, "worker-2", place);
    const before = await eventsOf(project.database, holder.updateId);
    const late = keepEventsOfHolder(project.database, holder, update.nextEvent, [keptText(phase(1))]);
    await assert.rejects(late, NotHeldError);
    assert.deepEqual(await eventsOf(project.database, holder.updateId), before);
    assert.deepEqual(before.at(-1), { type: "state", state: "running", attempt: 2 });
  });

  it("is what happened in the last two hundred updates of a project", async () => {
    const project = await DeployedProject.make(test, person, [zone]);
    const { database } = project;
    const ids = Array.from({ length: 203 }, () => newId());
    const facts = {
      project_id: project.id,
      zone_id: zone.id,
      operation: "up",
      revision: 1,
      requested_by: "test",
    } as const;
    await database
      .insertInto("updates")
      .values(ids.map((id) => ({ id, ...facts, state: "succeeded" as const })))
      .execute();
    const event = keptText({ type: "state", state: "succeeded", attempt: 1 });
    await database
      .insertInto("update_events")
      .values(ids.map((update_id) => ({ update_id, seq: 1, event })))
      .execute();
    await removeOld(test.platform);
    const left = await database.selectFrom("update_events").select("update_id").where("update_id", "in", ids).execute();
    assert.deepEqual(left.map(({ update_id }) => update_id).sort(), ids.slice(3));
    assert.equal((await project.updates()).length, 203);
  });
});
