import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, it } from "mocha";
import { testZone } from "../support/local-zone.ts";
import { type Answer, newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { definitionOf, newName } from "./support/project.ts";
import { addRealZone } from "./support/updates.ts";
import { TestWorkers } from "./support/workers.ts";
import { addTestZone } from "./support/zones.ts";

describe("plans of a project", () => {
  let platform: TestPlatform;
  let workers: TestWorkers;
  let admin: TestClient;
  let zone: string;
  let away: string;

  before(async () => {
    platform = await testPlatform();
    admin = await newPerson(platform);
    ({ name: zone } = await addRealZone(platform, await testZone()));
    away = await addTestZone(platform, "away");
    workers = new TestWorkers(platform);
    await workers.start();
  });
  after(async () => {
    await workers.end();
    await platform.close();
  });

  const plan = (project: string, body: object = {}) => admin.post(`/projects/${project}/plan`, body);
  const deploy = async (project: string, zones: readonly string[]) => {
    const { body, status, text } = await admin.post(`/projects/${project}/revisions`, { zones });
    assert.equal(status, 202, text);
    for (const { id } of body.updates) {
      for (;;) {
        const update = await admin.get(`/projects/${project}/updates/${id}`);
        if (["succeeded", "unchanged"].includes(update.body.state)) break;
        assert.ok(["waiting", "running"].includes(update.body.state), update.text);
        await sleep(200);
      }
    }
  };
  const holdsNoHash = ({ text }: Answer) => assert.doesNotMatch(text, /⟦secret:[^⟧]*#/);

  it("tell what deploying would change, show no secret, and are empty afterwards", async () => {
    const project = newName();
    const secret = `canary-${randomUUID()}`;
    const definition = definitionOf(project, {
      containers: [
        { name: "web", image: "nginx:1.29", environment: { MODE: "$mode" } },
        { name: "db", image: "postgres:17", environment: { POSTGRES_PASSWORD: "$db_password", TOKEN: "$made" } },
      ],
      variables: { mode: "slow", db_password: { secret: true }, made: { generate: true } },
    });
    await admin.post("/projects", { name: project, zones: [zone, away], definition });
    await admin.put(`/projects/${project}/variables/db_password`, { value: secret });

    const first = await plan(project);
    assert.equal(first.status, 200, first.text);
    const zones = Object.fromEntries(first.body.zones.map((one: { zone: string }) => [one.zone, one]));
    assert.equal(zones[away].errors[0].code, "zone-unreachable");
    assert.deepEqual(zones[zone].errors, []);
    const created = zones[zone].changes.map(
      ({ operation, id }: { operation: string; id: string }) => `${operation} ${id}`,
    );
    assert.ok(created.includes(`create apps/Deployment/${project}/web`), created.join("\n"));
    const { rows } = await generated(project);
    assert.equal(rows, 0, "planning has kept what it generated");
    holdsNoHash(first);

    await deploy(project, [zone]);
    const settled = await plan(project, { zones: [zone] });
    assert.deepEqual(
      settled.body.zones.map(({ changes }: { changes: unknown[] }) => changes),
      [[]],
    );
    assert.equal((await generated(project)).rows, 1);

    const changed = await plan(project, {
      zones: [zone],
      variables: { set: { mode: { value: "fast" }, db_password: { value: `${secret}-2` } } },
    });
    const [{ changes }] = changed.body.zones;
    const fields = changes.flatMap((change: { fields: object[] }) => change.fields);
    const mode = fields.find((field: { to?: string }) => field.to === "fast");
    assert.equal(mode.from, "slow");
    const hidden = fields.filter((field: { secretChanged?: boolean }) => field.secretChanged);
    assert.ok(hidden.length >= 1, JSON.stringify(fields));
    for (const { from, to } of hidden) {
      assert.equal(from, to);
      assert.match(to, /⟦secret:db_password⟧/);
    }
    assert.ok(changes.some(({ restarts }: { restarts: boolean }) => restarts));
    const unsaved = await plan(project, { zones: [zone], definition: definitionOf(project) });
    const removed = unsaved.body.zones[0].changes.filter(
      ({ operation }: { operation: string }) => operation === "delete",
    );
    assert.ok(
      removed.some(({ id }: { id: string }) => id.endsWith("/db")),
      unsaved.text,
    );
    for (const answer of [first, settled, changed, unsaved]) {
      holdsNoHash(answer);
      assert.ok(!answer.text.includes(secret));
    }
    for (const line of platform.log) assert.ok(!line.includes(secret));
  });

  it("tell what is left of the claim, and which addresses come and go", async () => {
    const project = newName();
    const web = (options: object) => ({ containers: [{ name: "web", image: "nginx:1.29", options }] });
    const size = { replicas: 2, resources: { cpu: "500m", memory: "256Mi" } };
    const definition = definitionOf(project, web({ ...size, expose: { port: 80 } }));
    const made = await admin.post("/projects", { name: project, zones: [zone], definition });
    assert.equal(made.status, 201, made.text);
    const first = (await plan(project)).body.zones[0];
    const about = (code: string, { notes }: { notes: { code: string; message: string; severity: string }[] }) =>
      notes.filter((note) => note.code === code);
    assert.deepEqual(about("address-new", first), [], "everything of a new project is new");
    const quota = Object.fromEntries(first.quota.map((one: { what: string }) => [one.what, one]));
    assert.deepEqual(quota.cpu, { what: "cpu", used: "1", limit: "4", left: "3", share: 0.25 });
    assert.deepEqual(quota.pods, { what: "pods", used: "2", limit: "50", left: "48", share: 0.04 });
    assert.deepEqual(quota.volumes, { what: "volumes", used: "0", limit: "20", left: "20", share: 0 });
    assert.deepEqual(quota.memory.left, "7.5Gi");

    await deploy(project, [zone]);
    const moved = await plan(project, {
      definition: definitionOf(
        project,
        web({ ...size, replicas: 60, expose: { port: 80, hosts: ["shop.example.org"] } }),
      ),
    });
    const [there] = moved.body.zones;
    assert.deepEqual(
      about("address-new", there).map(({ message }) => message),
      ["https://shop.example.org is a new address of the project"],
    );
    const [gone, ...others] = about("address-gone", there);
    assert.deepEqual(others, []);
    assert.equal(gone?.severity, "warning");
    assert.match(gone?.message ?? "", new RegExp(`^https://web[.-]${project}.* leads nowhere any more$`));
    const cpu = there.quota.find(({ what }: { what: string }) => what === "cpu");
    assert.deepEqual([cpu.used, cpu.left, cpu.share], ["30", "0", 7.5]);
    const failed = await plan(project, { definition: { format: "json", text: "{" } });
    assert.deepEqual(failed.body.zones[0].quota, []);
  });

  const generated = async (project: string) => {
    const { rows } = await platform.platform.database
      .selectFrom("generated_values")
      .innerJoin("projects", "projects.id", "generated_values.project_id")
      .select(({ fn }) => fn.countAll<string>().as("rows"))
      .where("projects.name", "=", project)
      .executeTakeFirstOrThrow();
    return { rows: Number(rows) };
  };
});
