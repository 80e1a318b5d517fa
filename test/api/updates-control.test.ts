import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { testZone } from "../support/local-zone.ts";
import { type Answer, newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { keyOf } from "./support/project.ts";
import { type ReadEvent, readStream } from "./support/read-stream.ts";
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

describe("updates are in people's hands", () => {
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

  it("and are listed newest first, page by page, by zone and state", async () => {
    const project = await newProject();
    const ids: string[] = [];
    for (let revision = 0; revision < 5; revision++) ids.unshift((await project.deploy(specOf("nginx:1")))[0]!.id);
    const at = (query: string) => person.get(`/projects/${project.name}/updates${query}`);
    const listed: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const { body } = await at(`?limit=2${next && `&after=${next}`}`);
      listed.push(...body.items.map(({ id }: { id: string }) => id));
      next = body.next;
    }
    assert.deepEqual(listed, ids);
    const waiting = (await at("?state=waiting")).body.items;
    assert.deepEqual(
      waiting.map(({ id, zone: name, revision }: Record<string, unknown>) => ({ id, name, revision })),
      [{ id: ids[0], name: zone.name, revision: 5 }],
    );
    assert.deepEqual((await at("?zone=elsewhere")).body.items, []);
    assert.equal((await at("?after=bm90aGluZw")).status, 422);
    assert.equal((await person.get(`/projects/${project.name}/updates/${ids[0]}`)).body.state, "waiting");
  });

  it("and are cancelled at once when they wait", async () => {
    const project = await newProject();
    const [asked] = await project.deploy(specOf("nginx:1.29"));
    const cancel = () => person.post(`/projects/${project.name}/updates/${asked!.id}/cancel`);
    const { status, body } = await cancel();
    assert.deepEqual([status, body.state], [202, "cancelled"]);
    assert.ok(body.endedAt);
    assert.deepEqual((await eventsOf(project.database, asked!.id)).at(-1), {
      type: "state",
      state: "cancelled",
      attempt: 0,
    });
    const { rows } = await sql`select from graphile_worker.jobs where key = ${`update:${asked!.id}`}`.execute(
      project.database,
    );
    assert.equal(rows.length, 0);
    assert.equal((await cancel()).status, 409);
  });

  it("and need the right to deploy for that", async () => {
    const project = await newProject();
    const [asked] = await project.deploy(specOf("nginx:1.29"));
    const reader = await keyOf(test, person, { permissions: ["read", "write"] });
    for (const what of ["cancel", "retry"]) {
      const answer = await reader.post(`/projects/${project.name}/updates/${asked!.id}/${what}`);
      assert.equal(answer.status, 403, answer.text);
    }
  });

  describe("while they run", () => {
    before(() => workers.start());

    it("and are cancelled within a moment; what was written stays, and can be tried again", async () => {
      const project = await newProject();
      const [asked] = await project.deploy(waitingSpec());
      await untilWaiting(project, asked!.id);
      const path = `/projects/${project.name}/updates/${asked!.id}`;
      assert.equal((await person.post(`${path}/retry`)).status, 409);
      assert.equal((await person.post(`${path}/cancel`)).body.state, "running");
      const { state, result } = await untilUpdate(project.database, asked!.id);
      assert.deepEqual([state, result?.outcome], ["cancelled", "cancelled"]);
      const retried = await person.post(`${path}/retry`);
      assert.equal(retried.status, 202, retried.text);
      assert.equal(retried.body.retryOf, asked!.id);
      assert.equal(retried.body.revision, 1);
      await untilWaiting(project, retried.body.id);
      const plan = (await eventsOf(project.database, retried.body.id)).find(({ type }) => type === "plan");
      assert.ok(plan?.type === "plan" && plan.plan.unchanged > 0 && plan.plan.changes.length === 0);
      await person.post(`/projects/${project.name}/updates/${retried.body.id}/cancel`);
    });

    it("and are not tried again when the zone was asked for something else since", async () => {
      const project = await newProject();
      const [first] = await project.deploy(specOf("nginx:1.29"));
      const [second] = await project.deploy(specOf("nginx:1.30"));
      await untilUpdate(project.database, second!.id);
      const refused = await person.post(`/projects/${project.name}/updates/${first!.id}/retry`);
      assert.equal(refused.status, 409, refused.text);
      assert.match(refused.body.detail, /roll back to revision 1/);
      const again = await person.post(`/projects/${project.name}/updates/${second!.id}/retry`);
      assert.equal(again.status, 202, again.text);
      assert.equal((await untilUpdate(project.database, again.body.id)).state, "unchanged");
    });

    it("and are streamed as they happen: each event once, also to who comes back in the middle", async () => {
      const project = await newProject();
      const [asked] = await project.deploy(specOf("nginx:1.29"));
      const path = `/projects/${project.name}/updates/${asked!.id}/stream`;
      const broken: ReadEvent[] = [];
      const breaking = async () => {
        for (;;) {
          let left = 3;
          const lastEventId = broken.at(-1)?.id;
          const events = await readStream(person, path, {
            ...(lastEventId !== undefined && { lastEventId }),
            onEvent: () => --left > 0,
          });
          broken.push(...events);
          if (events.at(-1)?.event === "end") return;
        }
      };
      const [whole] = await Promise.all([readStream(person, path), breaking()]);
      assert.deepEqual(broken, whole);
      const events = await eventsOf(project.database, asked!.id);
      assert.deepEqual(
        whole.slice(0, -1).map(({ event, id, data }) => [event, id, data.event]),
        events.map((event, index) => [event.type, index + 1, event]),
      );
      assert.deepEqual(whole.at(-1), { event: "end", id: events.length, data: { state: "succeeded" } });
      const paged: unknown[] = [];
      let next: string | null = "";
      while (next !== null) {
        const { body }: Answer = await person.get(
          `/projects/${project.name}/updates/${asked!.id}/events?limit=7${next && `&after=${next}`}`,
        );
        paged.push(...body.items.map(({ event }: { event: unknown }) => event));
        next = body.next;
      }
      assert.deepEqual(paged, events);
      assert.deepEqual((await readStream(person, path, { lastEventId: 10_000 })).at(-1)?.event, "end");
    });

    it("and stop being told to a key that is revoked", async () => {
      const project = await newProject();
      const [asked] = await project.deploy(waitingSpec());
      const guest = await keyOf(test, person, {});
      const path = `/projects/${project.name}/updates/${asked!.id}/stream`;
      let begun = () => {};
      const told = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const reading = readStream(guest, path, { onEvent: () => void begun() });
      await told;
      await project.database
        .updateTable("api_keys")
        .set({ revoked_at: new Date() })
        .where("name", "=", "limited")
        .where("person_id", "=", person.personId)
        .execute();
      const events = await reading;
      assert.notEqual(events.at(-1)?.event, "end");
      assert.equal((await untilUpdate(project.database, asked!.id, () => true)).state, "running");
      await person.post(`/projects/${project.name}/updates/${asked!.id}/cancel`);
    });

    it("and are let go of in order by a worker that is stopped, for another one to go on at once", async () => {
      const project = await newProject();
      const [asked] = await project.deploy(waitingSpec());
      await untilWaiting(project, asked!.id);
      await workers.end();
      const stopped = new TestWorkers(test);
      workers = stopped;
      const first = await stopped.start();
      await untilUpdate(project.database, asked!.id, ({ attempt }) => attempt === 2);
      await untilWaiting(project, asked!.id, 2);
      const second = await stopped.start();
      const stopping = first.stop();
      const row = await untilUpdate(project.database, asked!.id, ({ attempt }) => attempt === 3);
      await stopping;
      assert.equal(row.state, "running");
      const trouble = first.log.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40);
      assert.deepEqual(
        trouble.filter(({ msg }) => msg !== "a worker has ended"),
        [],
      );
      await person.post(`/projects/${project.name}/updates/${asked!.id}/cancel`);
      assert.equal((await untilUpdate(project.database, asked!.id)).state, "cancelled");
      const { rows } = await sql`select from workers`.execute(project.database);
      assert.equal(rows.length, 1);
      const notices = (await eventsOf(project.database, asked!.id)).filter(({ type }) => type === "notice");
      assert.deepEqual(
        notices.map((event) => event.type === "notice" && event.notice.code),
        [702, 702],
      );
      await second.stop();
    });
  });
});

type Kept = Awaited<ReturnType<typeof eventsOf>>[number];

const isWaiting = (event: Kept) => event.type === "phase" && event.phase === "waiting";

/** Resolves when the update has waited for its containers so many times. */
async function untilWaiting({ database }: DeployedProject, id: string, times = 1): Promise<void> {
  while ((await eventsOf(database, id)).filter(isWaiting).length < times) {
    await untilUpdate(database, id, ({ state }) => ["waiting", "running"].includes(state));
    await sleep(25);
  }
}
