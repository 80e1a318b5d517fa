import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { testZone } from "../support/local-zone.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { definitionOf, newName } from "./support/project.ts";
import { addRealZone, untilUpdate } from "./support/updates.ts";
import { TestWorkers } from "./support/workers.ts";
import { addTestZone } from "./support/zones.ts";

describe("the volumes of a project", () => {
  let test: TestPlatform;
  let workers: TestWorkers;
  let person: TestClient;
  let zone: string;

  before(async () => {
    test = await testPlatform();
    ({ name: zone } = await addRealZone(test, await testZone()));
    workers = new TestWorkers(test);
    person = await newPerson(test);
    await workers.start();
  });
  after(async () => {
    await workers.end();
    await test.close();
  });

  it("are told as they are in each zone, also those that stayed when their container was removed", async () => {
    const project = newName();
    const away = await addTestZone(test, "away");
    const shared = { name: "files", image: "nginx:1.29", options: { volumes: [{ volume: "data", path: "/data" }] } };
    const each = [{ each: { name: "own", size: "2Gi" }, path: "/own" }];
    const db = { name: "db", image: "postgres:17", options: { workload: "stateful", replicas: 2, volumes: each } };
    const volumes = [{ name: "data", size: "1Gi" }];
    const definition = definitionOf(project, { containers: [shared, db], volumes });
    const made = await person.post("/projects", { name: project, definition, zones: [zone] });
    assert.equal(made.status, 201, made.text);
    const list = async (query = "") => {
      const { status, body, text } = await person.get(`/projects/${project}/volumes${query}`);
      assert.equal(status, 200, text);
      return body.zones;
    };
    assert.deepEqual(await list(), [{ zone, volumes: [], error: null }]);
    const deploy = async () => {
      const { body } = await person.post(`/projects/${project}/revisions`, { zones: [zone] });
      await untilUpdate(test.platform.database, body.updates[0].id);
    };
    const before = Date.now();
    await deploy();
    const [{ volumes: found }] = await list();
    const told = found.map(({ createdAt, storageClass, ...rest }: Record<string, string>) => {
      // Clusters tell whole seconds.
      assert.ok(Date.parse(createdAt ?? "") > before - 1_000);
      return rest;
    });
    const own = { path: null, container: "db", phase: "bound", requested: "2Gi", capacity: "2Gi", access: "one" };
    assert.deepEqual(told, [
      {
        name: "data",
        path: `${project}/Volumes/data`,
        container: null,
        phase: "bound",
        requested: "1Gi",
        capacity: "1Gi",
        access: "one",
        usedBy: ["files"],
      },
      { name: "own-db-0", ...own, usedBy: ["db"] },
      { name: "own-db-1", ...own, usedBy: ["db"] },
    ]);
    const without = definitionOf(project, { containers: [shared], volumes });
    await person.put(`/projects/${project}/definition`, without, { "if-match": "*" });
    await person.put(`/projects/${project}/claims/${away}`, {});
    await deploy();
    const [lost, kept] = await list();
    assert.deepEqual([lost.zone, lost.volumes, lost.error.code], [away, [], "zone-unreachable"]);
    assert.ok(kept.volumes.some(({ name }: { name: string }) => name === "own-db-0"));
    assert.deepEqual(await list(`?zone=${away}`), [lost]);
    assert.equal((await person.get(`/projects/${project}/volumes?zone=nowhere`)).status, 404);
  });
});
