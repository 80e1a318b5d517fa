import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { pino } from "pino";
import { openPlatform } from "../../api/serve.ts";
import { readSettings } from "../../api/settings.ts";
import { beginNext } from "../../api/updates/begin-update.ts";
import { type EndedUpdate, endUpdate, removeProject } from "../../api/updates/end-update.ts";
import { NotHeldError } from "../../api/updates/keep-events.ts";
import { requestDestroy } from "../../api/updates/request-updates.ts";
import { SecretKey } from "../../engine/secret-key.ts";
import { testDatabase } from "../support/postgres.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { DeployedProject, eventsOf, type KnownZone, specOf } from "./support/updates.ts";
import { addTestZone } from "./support/zones.ts";

describe("the end of an update", () => {
  let test: TestPlatform;
  let person: TestClient;
  const zones: KnownZone[] = [];

  before(async () => {
    test = await testPlatform();
    person = await newPerson(test);
    for (const stem of ["sofia", "varna"]) {
      const name = await addTestZone(test, `${stem}-${randomUUID().slice(0, 4)}`);
      const { id } = await test.platform.database
        .selectFrom("zones")
        .select("id")
        .where("name", "=", name)
        .executeTakeFirstOrThrow();
      zones.push({ id, name });
    }
  });
  after(() => test.close());

  /** Begins what waits in the zone, and gives what ends it. */
  const begin = async (project: DeployedProject, zone: KnownZone) => {
    const begun = (await beginNext(project.database, "worker", { projectId: project.id, zoneId: zone.id }))!;
    const holder = { updateId: begun.row.id, workerId: "worker", attempt: begun.row.attempt };
    const as = (state: EndedUpdate["state"]) =>
      endUpdate(project.database, holder, { row: begun.row, state, events: [], nextEvent: begun.nextEvent });
    return { as, id: begun.row.id };
  };
  /** In both zones, and on its way out of them. */
  const leaving = async (): Promise<DeployedProject> => {
    const project = await DeployedProject.make(test, person, zones);
    await project.deploy(specOf("nginx:1.29"));
    for (const zone of zones) await (await begin(project, zone)).as("succeeded");
    await project.database.updateTable("projects").set({ state: "deleting" }).where("id", "=", project.id).execute();
    await project.database
      .transaction()
      .execute((transaction) => requestDestroy(transaction, { project, zones, requestedBy: "test" }));
    return project;
  };
  const removals = async ({ database, id }: DeployedProject) => {
    const { rows } = await sql`select from graphile_worker.jobs where key = ${`remove-project:${id}`}`.execute(
      database,
    );
    return rows.length;
  };
  const exists = async ({ database, id }: DeployedProject) =>
    (await database.selectFrom("projects").select("id").where("id", "=", id).execute()).length === 1;

  it("of the last zone removes the project, also when those of all zones end at the same moment", async () => {
    for (let round = 0; round < 10; round++) {
      const project = await leaving();
      const ends = await Promise.all(zones.map((zone) => begin(project, zone)));
      await Promise.all(ends.map(({ as }) => as("succeeded")));
      assert.equal(await removals(project), 1);
      await removeProject(project.database, project.id);
      assert.equal(await exists(project), false);
    }
  });

  it("removes nothing while the project is still in a zone", async () => {
    const project = await leaving();
    const [one, other] = await Promise.all(zones.map((zone) => begin(project, zone)));
    await one!.as("succeeded");
    await other!.as("failed");
    assert.equal(await removals(project), 0);
    await removeProject(project.database, project.id);
    assert.equal(await exists(project), true);
    const claims = await project.database
      .selectFrom("claims")
      .select("zone_id")
      .where("project_id", "=", project.id)
      .execute();
    assert.deepEqual(
      claims.map(({ zone_id }) => zone_id),
      [zones[1]!.id],
    );
  });

  it("can be written down again when nobody knows whether it was", async () => {
    const project = await DeployedProject.make(test, person, zones);
    await project.deploy(specOf("nginx:1.29"));
    const { as, id } = await begin(project, zones[0]!);
    await as("failed");
    const once = await eventsOf(project.database, id);
    await as("failed");
    assert.deepEqual(await eventsOf(project.database, id), once);
  });

  it("is not written by a worker whose update another one has begun again", async () => {
    const project = await DeployedProject.make(test, person, zones);
    await project.deploy(specOf("nginx:1.29"));
    const { as } = await begin(project, zones[0]!);
    await begin(project, zones[0]!);
    await assert.rejects(as("succeeded"), NotHeldError);
  });
});

describe("processes that start at the same time", () => {
  it("make the tables and the queue once", async () => {
    const { url: databaseUrl } = await testDatabase();
    const secretKey = new SecretKey(randomBytes(32));
    const open = () =>
      openPlatform({ settings: readSettings({}), databaseUrl, secretKey, log: pino({ level: "silent" }) });
    const platforms = await Promise.all([open(), open(), open(), open()]);
    const { rows } = await sql`select from graphile_worker.migrations`.execute(platforms[0]!.database);
    assert.ok(rows.length > 0);
    await Promise.all(platforms.map((platform) => platform.close()));
  });
});
