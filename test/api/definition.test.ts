import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "mocha";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { definitionOf, joinWith, newName } from "./support/project.ts";
import { addTestZone } from "./support/zones.ts";

describe("definitions", function () {
  this.timeout(600_000);
  let platform: TestPlatform;
  let admin: TestClient;

  before(async () => {
    platform = await testPlatform();
    admin = await newPerson(platform);
    await addTestZone(platform);
  });
  after(() => platform.close());

  const newProject = async (more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const name = newName();
    const made = await admin.post("/projects", { name, definition: definitionOf(name, more) });
    assert.equal(made.status, 201, made.text);
    return name;
  };
  const containers = (...names: string[]) => ({ containers: names.map((name) => ({ name, image: "nginx:1.29" })) });

  it("are saved under a number, which is their ETag", async () => {
    const name = newName();
    await admin.post("/projects", { name });
    const none = await admin.get(`/projects/${name}/definition`);
    assert.equal(none.status, 404);
    const definition = definitionOf(name);
    const saved = await admin.put(`/projects/${name}/definition`, definition, { "if-match": '"0"' });
    assert.equal(saved.status, 200, saved.text);
    assert.deepEqual(saved.body, { version: 1, diagnostics: saved.body.diagnostics, missing: [] });
    assert.equal(saved.headers.get("etag"), '"1"');
    const { body, headers } = await admin.get(`/projects/${name}/definition`);
    assert.equal(headers.get("etag"), '"1"');
    assert.deepEqual([body.version, body.format, body.text], [1, "json", definition.text]);
    assert.equal(body.savedBy.kind, "key");
    const same = await admin.put(`/projects/${name}/definition`, definition, { "if-match": '"1"' });
    assert.equal(same.body.version, 1);
    const jsonnet = {
      format: "jsonnet",
      text: `{ project: { name: "${name}" }, containers: [{ name: "web", image: "nginx:" + 1 }] }`,
    };
    assert.equal((await admin.put(`/projects/${name}/definition`, jsonnet, { "if-match": "*" })).body.version, 2);
  });

  it("are not saved by who does not say which one was changed", async () => {
    const name = await newProject();
    const { status, body } = await admin.put(`/projects/${name}/definition`, definitionOf(name));
    assert.equal(status, 428);
    assert.equal(body.code, "version-required");
  });

  it("tell a late write what has changed, by whom and when", async () => {
    const name = await newProject();
    const writer = await newPerson(platform, { name: `writer-${randomUUID()}` });
    await joinWith(platform, name, writer, ["read", "write"]);
    const changed = definitionOf(name, containers("web", "worker"));
    assert.equal((await writer.put(`/projects/${name}/definition`, changed, { "if-match": '"1"' })).status, 200);
    const late = await admin.put(`/projects/${name}/definition`, definitionOf(name), { "if-match": '"1"' });
    assert.equal(late.status, 412);
    assert.equal(late.body.changed.version, 2);
    assert.match(late.body.changed.savedBy.name, /^writer-/);
    assert.ok(Date.parse(late.body.changed.savedAt) > Date.now() - 60_000);
    assert.match(late.body.changed.difference, /^\+ +"name": "worker"/m);
    assert.match(late.body.changed.difference, /espalier\.json \(version 1\)/);
    const unknown = await admin.put(`/projects/${name}/definition`, definitionOf(name), { "if-match": '"99"' });
    assert.equal(unknown.status, 412);
    assert.equal(unknown.body.changed.difference, null);
  });

  it("take one of many writes that were made from the same version", async () => {
    const name = await newProject();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        admin.put(`/projects/${name}/definition`, definitionOf(name, containers("web", `worker-${index}`)), {
          "if-match": '"1"',
        }),
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
      assert.equal(status, 412);
      assert.match(body.changed.difference, /worker-/);
    }
    assert.equal((await admin.get(`/projects/${name}/definition`)).body.version, 2);
  });

  it("are read by their number as they were saved, also older ones", async () => {
    const name = await newProject();
    const first = await admin.get(`/projects/${name}/definition`);
    const writer = await newPerson(platform, { name: `writer-${randomUUID()}` });
    await joinWith(platform, name, writer, ["read", "write"]);
    const jsonnet = { format: "jsonnet", text: `{ project: { name: "${name}" }, containers: [] }` };
    assert.equal((await admin.put(`/projects/${name}/definition`, jsonnet, { "if-match": '"1"' })).status, 200);
    const older = await writer.get(`/projects/${name}/definition/versions/1`);
    assert.equal(older.status, 200, older.text);
    assert.deepEqual(older.body, first.body);
    assert.equal(older.headers.get("etag"), '"1"');
    const newest = await writer.get(`/projects/${name}/definition/versions/2`);
    assert.deepEqual(newest.body, (await admin.get(`/projects/${name}/definition`)).body);
    assert.deepEqual([newest.body.format, newest.body.text], ["jsonnet", jsonnet.text]);
  });

  it("have a number that says nothing of other projects", async () => {
    const [mine, theirs] = [await newProject(), await newProject()];
    const reader = await newPerson(platform);
    await joinWith(platform, mine, reader, ["read"]);
    const more = definitionOf(theirs, containers("web", "worker"));
    assert.equal((await admin.put(`/projects/${theirs}/definition`, more, { "if-match": '"1"' })).status, 200);
    const read = (project: string, version: string) =>
      reader.get(`/projects/${project}/definition/versions/${version}`);
    const absent = await read(mine, "2");
    assert.equal(absent.status, 404);
    assert.equal(absent.body.detail, 'there is no version of the definition "2"');
    const told = async (project: string, version: string) => {
      const { status, body } = await read(project, version);
      return [status, body.detail.replace(project, "NAME")];
    };
    const nowhere = newName();
    for (const version of ["1", "2", "3"]) {
      assert.deepEqual(await told(theirs, version), await told(nowhere, version));
      assert.equal((await told(theirs, version))[0], 404);
    }
    for (const odd of ["0", "-1", "1.5", "x", "99999999999", "null", "%22"])
      assert.equal((await read(mine, odd)).status, 404, odd);
  });

  it("keep the last 50", async () => {
    const name = await newProject();
    for (let version = 1; version <= 52; version++) {
      const next = definitionOf(name, containers("web", `worker-${version}`));
      assert.equal((await admin.put(`/projects/${name}/definition`, next, { "if-match": `"${version}"` })).status, 200);
    }
    const { rows } = await countOf(name);
    assert.equal(rows, 50);
    assert.equal((await admin.get(`/projects/${name}/definition`)).body.version, 53);
    const kept = async (version: number) =>
      (await admin.get(`/projects/${name}/definition/versions/${version}`)).status;
    assert.deepEqual([await kept(3), await kept(4), await kept(53), await kept(54)], [404, 200, 200, 404]);
  });

  const countOf = async (name: string) => {
    const { rows } = await platform.platform.database
      .selectFrom("definitions")
      .innerJoin("projects", "projects.id", "definitions.project_id")
      .select(({ fn }) => fn.countAll<string>().as("rows"))
      .where("projects.name", "=", name)
      .executeTakeFirstOrThrow();
    return { rows: Number(rows) };
  };

  it("lose a container or a volume only to who may delete", async () => {
    const withVolume = {
      containers: [
        { name: "web", image: "nginx:1.29" },
        {
          name: "db",
          image: "postgres:17",
          options: {
            workload: "stateful",
            volumes: [
              { volume: "data", path: "/data" },
              { each: { name: "own", size: "1Gi" }, path: "/own" },
            ],
          },
        },
      ],
      volumes: [{ name: "data", size: "1Gi" }],
    };
    const name = await newProject(withVolume);
    const writer = await newPerson(platform);
    await joinWith(platform, name, writer, ["read", "write"]);
    const save = (client: TestClient, more: Readonly<Record<string, unknown>>) =>
      client.put(`/projects/${name}/definition`, definitionOf(name, more), { "if-match": "*" });
    const refused = await save(writer, containers("web"));
    assert.equal(refused.status, 403);
    assert.match(refused.body.detail, /container "db", volume "data", volume "db\/own"/);
    const withoutEach = structuredClone(withVolume);
    withoutEach.containers[1]?.options?.volumes.pop();
    assert.equal((await save(writer, withoutEach)).status, 403);
    assert.equal(
      (
        await save(writer, {
          ...withVolume,
          containers: [...withVolume.containers, { name: "more", image: "nginx:1" }],
        })
      ).status,
      200,
    );
    assert.equal((await save(admin, containers("web"))).status, 200);
  });

  it("are seen by readers, and saved, checked and planned unsaved by writers alone", async () => {
    const name = await newProject();
    const reader = await newPerson(platform);
    const deleter = await newPerson(platform);
    const stranger = await newPerson(platform);
    await joinWith(platform, name, reader, ["read"]);
    await joinWith(platform, name, deleter, ["read", "delete", "deploy", "secrets"]);
    const definition = definitionOf(name);
    assert.equal((await reader.get(`/projects/${name}/definition`)).status, 200);
    for (const client of [reader, deleter]) {
      assert.equal((await client.put(`/projects/${name}/definition`, definition, { "if-match": "*" })).status, 403);
      assert.equal((await client.post(`/projects/${name}/definition/check`, definition)).status, 403);
      assert.equal((await client.post(`/projects/${name}/plan`, { definition })).status, 403);
      assert.equal((await client.post(`/projects/${name}/plan`, {})).status, 200);
    }
    for (const [method, path, body] of [
      ["GET", "/definition", undefined],
      ["GET", "/definition/versions/1", undefined],
      ["PUT", "/definition", definition],
      ["POST", "/definition/check", definition],
      ["POST", "/plan", {}],
      ["GET", "/tree", undefined],
      ["GET", "/diagram", undefined],
      ["GET", "/diagram.svg", undefined],
      ["GET", "/variables", undefined],
      ["PUT", "/variables/a", { value: "x" }],
      ["PATCH", "/variables", {}],
      ["DELETE", "/variables/a", undefined],
    ] as const) {
      const answer = await stranger.send(method, `/projects/${name}${path}`, body, { "if-match": "*" });
      assert.equal(answer.status, 404, `${method} ${path}`);
    }
  });

  it("are saved although variables have no value yet, and told to need them", async () => {
    const name = newName();
    await admin.post("/projects", { name });
    const definition = definitionOf(name, {
      containers: [{ name: "web", image: "nginx:$tag", environment: { KEY: "$api_key", MODE: "$mode" } }],
      variables: {
        tag: { pattern: "[0-9.]+", example: "1.29" },
        api_key: { secret: true },
        mode: { choices: ["a", "b"] },
      },
    });
    const { status, body } = await admin.put(`/projects/${name}/definition`, definition, { "if-match": "*" });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body.missing.toSorted(), ["api_key", "mode", "tag"]);
    const plan = await admin.post(`/projects/${name}/plan`, {});
    assert.equal(plan.status, 200);
    const codes = plan.body.zones[0].errors.map(({ code }: { code: string }) => code);
    assert.deepEqual(new Set(codes), new Set(["missing-variable"]));
  });

  it("are saved although no example fits for a missing value, but then only by who may delete", async () => {
    const name = await newProject(containers("web", "worker"));
    const odd = definitionOf(name, {
      containers: [{ name: "web", image: "nginx:1.29", environment: { CODE: "$code", PIN: "$pin" } }],
      variables: { code: { pattern: "[0-9]{4}-[a-z]{7}" }, pin: { secret: true, pattern: "[0-9]{4}" } },
    });
    const writer = await newPerson(platform);
    await joinWith(platform, name, writer, ["read", "write"]);
    const refused = await writer.put(`/projects/${name}/definition`, odd, { "if-match": "*" });
    assert.equal(refused.status, 403);
    assert.match(refused.body.detail, /cannot be told before code, pin/);
    const saved = await admin.put(`/projects/${name}/definition`, odd, { "if-match": "*" });
    assert.equal(saved.status, 200, saved.text);
    assert.deepEqual(saved.body.missing, ["code", "pin"]);
    const smaller = definitionOf(name, containers("web"));
    const still = await writer.put(`/projects/${name}/definition`, smaller, { "if-match": "*" });
    assert.equal(still.status, 403);
    assert.match(still.body.detail, /container "worker"/);
    await admin.put(`/projects/${name}/variables/code`, { value: "1234-abcdefg" });
    assert.equal((await admin.put(`/projects/${name}/definition`, odd, { "if-match": "*" })).status, 200);
    const tree = await admin.get(`/projects/${name}/tree`);
    assert.deepEqual([tree.status, tree.body.missing], [200, ["pin"]]);
  });
});
