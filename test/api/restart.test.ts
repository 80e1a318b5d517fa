import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "mocha";
import { connectZone } from "../../engine/index.ts";
import type { LiveObject, ZoneClient } from "../../engine/zone-client.ts";
import { testZone } from "../support/local-zone.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { definitionOf, joinWith, newName } from "./support/project.ts";
import { addRealZone, untilUpdate } from "./support/updates.ts";
import { TestWorkers } from "./support/workers.ts";
import { addTestZone } from "./support/zones.ts";

describe("restarting a container", () => {
  let test: TestPlatform;
  let workers: TestWorkers;
  let person: TestClient;
  let client: ZoneClient;
  let zone: string;
  let project: string;

  before(async () => {
    test = await testPlatform();
    const real = await testZone();
    ({ name: zone } = await addRealZone(test, real));
    client = await connectZone(real);
    workers = new TestWorkers(test);
    person = await newPerson(test);
    await workers.start();
    project = newName();
    const definition = definitionOf(project, {
      containers: [
        { name: "web", image: "nginx:1.29", options: { replicas: 2 } },
        { name: "db", image: "postgres:17", options: { workload: "stateful" } },
      ],
    });
    const made = await person.post("/projects", { name: project, definition, zones: [zone] });
    assert.equal(made.status, 201, made.text);
    await deploy();
  });
  after(async () => {
    await client.close();
    await workers.end();
    await test.close();
  });

  const deploy = async () => {
    const { status, body, text } = await person.post(`/projects/${project}/revisions`, {});
    assert.equal(status, 202, text);
    return (await untilUpdate(test.platform.database, body.updates[0].id)).state;
  };
  const restart = (container: string, body: object = {}, headers = {}) =>
    person.post(`/projects/${project}/containers/${container}/restart`, body, headers);
  const restartedAt = async (id: string): Promise<string | undefined> => {
    const object = (await client.get(id as never)) as LiveObject & {
      readonly spec: { readonly template: { readonly metadata: { readonly annotations?: Record<string, string> } } };
    };
    return object.spec.template.metadata.annotations?.["kubectl.kubernetes.io/restartedAt"];
  };

  it("replaces its pods, is no difference to the definition, and outlives the next deploy", async () => {
    for (const [container, id] of [
      ["web", `apps/Deployment/${project}/web`],
      ["db", `apps/StatefulSet/${project}/db`],
    ] as const) {
      const { status, text, body } = await restart(container);
      assert.equal(status, 202, text);
      assert.deepEqual(body.zones, [{ zone, restarted: true, error: null }]);
      assert.equal(await restartedAt(id), body.at);
    }
    const plan = await person.post(`/projects/${project}/plan`, {});
    assert.deepEqual([plan.body.zones[0].errors, plan.body.zones[0].changes], [[], []]);
    const at = await restartedAt(`apps/Deployment/${project}/web`);
    await person.put(
      `/projects/${project}/definition`,
      {
        ...definitionOf(project, { containers: [{ name: "web", image: "nginx:1.30" }] }),
      },
      { "if-match": "*" },
    );
    assert.equal(await deploy(), "succeeded");
    assert.equal(await restartedAt(`apps/Deployment/${project}/web`), at);
    const { body } = await person.get(`/projects/${project}/audit`);
    const entry = body.items.find(({ operation }: { operation: string }) => operation === "restartContainer");
    assert.deepEqual([entry.target.container, entry.target.zones], ["db", zone]);
  });

  it("happens once for one Idempotency-Key", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const first = await restart("web", {}, headers);
    const again = await restart("web", {}, headers);
    assert.equal(again.headers.get("idempotency-replayed"), "true");
    assert.equal(again.body.at, first.body.at);
  });

  it("says where it did not happen, and why", async () => {
    const away = await addTestZone(test, "away");
    await person.put(`/projects/${project}/claims/${away}`, {});
    const { status, body } = await restart("web");
    assert.equal(status, 202);
    const [lost, found] = body.zones;
    assert.deepEqual([lost.zone, lost.restarted, lost.error.code], [away, false, "zone-unreachable"]);
    assert.equal(found.restarted, true);
    const alone = await restart("web", { zones: [away] });
    assert.deepEqual([alone.status, alone.body.code], [409, "conflict"]);
    assert.match(alone.body.detail, /was not restarted: zone "away" does not answer/);
    const unclaimed = await restart("web", { zones: ["nowhere"] });
    assert.deepEqual([unclaimed.status, unclaimed.body.diagnostics[0].code], [422, "no-claim"]);
    await person.delete(`/projects/${project}/claims/${away}`);
  });

  it("is for those who may write", async () => {
    const reader = await newPerson(test);
    await joinWith(test, project, reader, ["read", "deploy"]);
    const refused = await reader.post(`/projects/${project}/containers/web/restart`, {});
    assert.equal(refused.status, 403);
  });

  it("is refused for jobs, for what runs nothing, and for what is not there", async () => {
    const other = newName();
    const definition = definitionOf(other, {
      containers: [
        { name: "once", image: "busybox:1", options: { workload: "job" } },
        { name: "off", image: "nginx:1.29", options: { replicas: 0 } },
      ],
    });
    await person.post("/projects", { name: other, definition, zones: [zone] });
    const deployed = await person.post(`/projects/${other}/revisions`, {});
    await untilUpdate(test.platform.database, deployed.body.updates[0].id);
    for (const [container, status, words] of [
      ["once", 409, /is a job/],
      ["off", 409, /no replica/],
      ["nothing", 404, /there is no container "nothing"/],
    ] as const) {
      const answer = await person.post(`/projects/${other}/containers/${container}/restart`, {});
      assert.equal(answer.status, status, answer.text);
      assert.match(answer.body.detail, words);
    }
  });
});
