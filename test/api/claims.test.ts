import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, it } from "mocha";
import type { UpdateState } from "../../api/database/tables.ts";
import { zonesOfProject } from "../../api/definitions/zones-of-project.ts";
import { requestUpdates } from "../../api/updates/request-updates.ts";
import { removeClaim } from "../../api/zones/claims.ts";
import { testZone } from "../support/local-zone.ts";
import { bareProject } from "./support/bare-project.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { addTestZone } from "./support/zones.ts";

describe("claims of a project", function () {
  this.timeout(600_000);
  let platform: TestPlatform;
  let owner: TestClient;
  let project: { readonly id: string; readonly name: string };

  before(async () => {
    platform = await testPlatform();
    owner = await newPerson(platform);
    const operator = await newPerson(platform, { operator: true });
    const { kubeconfig } = await testZone();
    const added = await operator.post("/zones", {
      name: "sofia",
      city: "Sofia",
      kubeconfig: readFileSync(kubeconfig, "utf8"),
    });
    assert.equal(added.status, 201, added.text);
    await addTestZone(platform, "plovdiv");
  });
  after(() => platform.close());
  beforeEach(async () => {
    project = await bareProject(platform, owner);
  });

  const at = (zone: string) => `/projects/${project.name}/claims/${zone}`;

  /** An update as a worker would have left it. */
  async function leaveUpdate(
    operation: "up" | "destroy",
    state: UpdateState,
    revision: number | null,
  ): Promise<string> {
    const { database } = platform.platform;
    const zone = await database.selectFrom("zones").select("id").where("name", "=", "sofia").executeTakeFirstOrThrow();
    const id = randomUUID();
    await database
      .insertInto("updates")
      .values({
        id,
        project_id: project.id,
        zone_id: zone.id,
        operation,
        state,
        revision,
        attempt: state === "waiting" ? 0 : 1,
        requested_by: "test",
      })
      .execute();
    return id;
  }

  it("say where it may run and what it is promised there", async () => {
    const claimed = await owner.put(at("sofia"));
    assert.equal(claimed.status, 200, claimed.text);
    const { createdAt, limits, ...rest } = claimed.body;
    assert.deepEqual(rest, {
      zone: "sofia",
      city: "Sofia",
      domain: "sofia.espalier.localhost",
      state: "active",
      deployedRevision: null,
    });
    assert.equal(limits.memory, "8Gi");
    assert.ok(!Number.isNaN(Date.parse(createdAt)));
    assert.deepEqual((await owner.put(at("sofia"))).body, claimed.body);
    assert.deepEqual((await owner.get(`/projects/${project.name}/claims`)).body, { items: [claimed.body], next: null });
  });

  it("are listed page by page", async () => {
    await owner.put(at("sofia"));
    await owner.put(at("plovdiv"));
    const first = await owner.get(`/projects/${project.name}/claims?limit=1`);
    const second = await owner.get(`/projects/${project.name}/claims?limit=1&after=${first.body.next}`);
    assert.deepEqual([first.body.items[0].zone, second.body.items[0].zone], ["plovdiv", "sofia"]);
    assert.equal(second.body.next, null);
  });

  it("are only of zones that there are, and only for who may write", async () => {
    assert.equal((await owner.put(at("atlantis"))).status, 404);
    assert.equal((await owner.delete(at("atlantis"))).status, 404);
    const writer = await newPerson(platform);
    const other = await bareProject(platform, writer, { permissions: ["read", "write"] });
    const path = `/projects/${other.name}/claims/sofia`;
    assert.equal((await writer.put(path)).status, 200);
    assert.equal((await writer.delete(path)).status, 403);
    assert.equal((await owner.put(path)).status, 404);
    const reader = await newPerson(platform);
    const seen = await bareProject(platform, reader, { permissions: ["read"] });
    assert.equal((await reader.put(`/projects/${seen.name}/claims/sofia`)).status, 403);
    assert.equal((await reader.get(`/projects/${seen.name}/claims`)).status, 200);
  });

  it("go at once when nothing was ever deployed there", async () => {
    await owner.put(at("sofia"));
    const removed = await owner.delete(at("sofia"));
    assert.equal(removed.status, 202, removed.text);
    assert.deepEqual(removed.body, { update: null });
    assert.deepEqual((await owner.get(`/projects/${project.name}/claims`)).body.items, []);
    assert.equal((await owner.delete(at("sofia"))).status, 404);
  });

  it("tell which revision runs there: the one applied last, ready or not, and none when it was destroyed", async () => {
    await owner.put(at("sofia"));
    const deployed = async () => (await owner.get(`/projects/${project.name}/claims`)).body.items[0].deployedRevision;
    await leaveUpdate("up", "succeeded", 1);
    assert.equal(await deployed(), 1);
    await leaveUpdate("up", "failed", 2);
    assert.equal(await deployed(), 1);
    await leaveUpdate("up", "not-ready", 3);
    assert.equal(await deployed(), 3);
    await leaveUpdate("destroy", "succeeded", null);
    assert.equal(await deployed(), null);
  });

  it("ask for everything to be destroyed when something was deployed, once however often it is asked", async () => {
    await owner.put(at("sofia"));
    await leaveUpdate("up", "succeeded", 1);
    const removed = await owner.delete(at("sofia"));
    assert.equal(removed.status, 202, removed.text);
    assert.equal(removed.body.update.operation, "destroy");
    assert.equal(removed.body.update.state, "waiting");
    const again = await owner.delete(at("sofia"));
    assert.equal(again.body.update.id, removed.body.update.id);
    const [claim] = (await owner.get(`/projects/${project.name}/claims`)).body.items;
    assert.equal(claim.state, "removing");
    assert.equal((await owner.put(at("sofia"))).status, 409);
  });

  it("ask for the same when an attempt to deploy has failed, or one still waits", async () => {
    await owner.put(at("sofia"));
    await leaveUpdate("up", "failed", 1);
    assert.equal((await owner.delete(at("sofia"))).body.update.operation, "destroy");
    project = await bareProject(platform, owner);
    await owner.put(at("sofia"));
    const waiting = await leaveUpdate("up", "waiting", 1);
    assert.equal((await owner.delete(at("sofia"))).body.update.operation, "destroy");
    const superseded = await platform.platform.database
      .selectFrom("updates")
      .select("state")
      .where("id", "=", waiting)
      .executeTakeFirstOrThrow();
    assert.equal(superseded.state, "superseded");
  });

  it("go with the success of the destroy, unless the zone was asked for something else meanwhile", async () => {
    const { database } = platform.platform;
    const zone = await database.selectFrom("zones").select("id").where("name", "=", "sofia").executeTakeFirstOrThrow();
    const claims = async () => (await owner.get(`/projects/${project.name}/claims`)).body.items.length;
    await owner.put(at("sofia"));
    const waiting = await leaveUpdate("up", "waiting", 1);
    await removeClaim(database, project.id, zone.id);
    assert.equal(await claims(), 1);
    await database.updateTable("updates").set({ state: "cancelled" }).where("id", "=", waiting).execute();
    await removeClaim(database, project.id, zone.id);
    assert.equal(await claims(), 0);
  });

  it("are what a deployment needs, also one that was chosen before the claim went", async () => {
    const { database } = platform.platform;
    const zone = await database
      .selectFrom("zones")
      .select(["id", "name"])
      .where("name", "=", "sofia")
      .executeTakeFirstOrThrow();
    const deploy = () =>
      database
        .transaction()
        .execute((transaction) =>
          requestUpdates(transaction, { project, zones: [zone], revision: 1, requestedBy: "test" }),
        );
    const zones = async () =>
      (await zonesOfProject(database, { id: project.id, tier: "starter" })).map(({ row }) => row.name);
    await assert.rejects(deploy(), /has no claim in zone "sofia" any more/);
    await owner.put(at("plovdiv"));
    await owner.put(at("sofia"));
    assert.equal((await deploy()).length, 1);
    assert.deepEqual(await zones(), ["plovdiv", "sofia"]);
    await owner.delete(at("sofia"));
    await assert.rejects(deploy(), /is being removed from zone "sofia"/);
    assert.deepEqual(await zones(), ["plovdiv"]);
  });

  it("take no change while the project is being deleted", async () => {
    await owner.put(at("sofia"));
    const { database } = platform.platform;
    await database.updateTable("projects").set({ state: "deleting" }).where("id", "=", project.id).execute();
    assert.equal((await owner.put(at("plovdiv"))).status, 409);
    assert.equal((await owner.delete(at("sofia"))).status, 409);
  });
});
