import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "mocha";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { definitionOf, joinWith, newName } from "./support/project.ts";
import { addTestZone } from "./support/zones.ts";

describe("definitions", function () {
  this.timeout(120_000);
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

  it("are checked unsaved: everything there is to say, what it would make and remove", async () => {
    const name = await newProject(containers("web", "old"));
    const good = await admin.post(
      `/projects/${name}/definition/check`,
      definitionOf(name, { ...containers("web", "worker"), variables: { url: { type: "string" } } }),
    );
    assert.equal(good.status, 200, good.text);
    assert.equal(good.body.valid, true);
    assert.deepEqual(good.body.missing, ["url"]);
    assert.deepEqual(good.body.removes, { containers: ["old"], volumes: [] });
    const made = good.body.tree.nodes.filter(({ kind }: { kind: string }) => kind === "container");
    assert.deepEqual(
      made.map((node: { name: string }) => node.name),
      ["web", "worker"],
    );
    const bad = await admin.post(`/projects/${name}/definition/check`, {
      format: "json",
      text: '{ "project": { "name": 3 }, "containers": [{}] }',
    });
    assert.equal(bad.status, 200);
    assert.deepEqual([bad.body.valid, bad.body.tree, bad.body.spec], [false, null, null]);
    assert.ok(bad.body.diagnostics.length >= 2);
    for (const { position } of bad.body.diagnostics) assert.equal(position.file, "espalier.json");
    assert.equal((await admin.get(`/projects/${name}/definition`)).body.version, 1);
  });

  it("are checked with variables that are not saved, and for the zone one looks at", async () => {
    const name = await newProject();
    const other = await addTestZone(platform, "gabrovo");
    const secret = `canary-${randomUUID()}`;
    const definition = definitionOf(name, {
      containers: [
        { name: "web", image: "nginx:$tag", environment: { DB: "${{db.url}}" }, options: { expose: { port: 80 } } },
        { name: "db", image: "postgres:17", environment: { POSTGRES_PASSWORD: "$password" } },
      ],
      variables: { tag: { type: "string" }, password: { secret: true } },
    });
    const check = (more: object) => admin.post(`/projects/${name}/definition/check`, { ...definition, ...more });
    const variables = { set: { tag: { value: "1.30" }, password: { value: secret } } };
    const { status, text, body } = await check({ variables });
    assert.equal(status, 200, text);
    assert.deepEqual([body.valid, body.missing], [true, []]);
    assert.deepEqual([body.tree.zone, body.spec.containers[0].image], ["plovdiv", "nginx:1.30"]);
    assert.equal(body.spec.containers[1].environment.POSTGRES_PASSWORD, "⟦secret:password⟧");
    assert.ok(!text.includes(secret));
    assert.ok(body.tree.references.some(({ kind, to }: { kind: string; to: string }) => kind && to.endsWith("/db")));
    assert.equal((await admin.get(`/projects/${name}/variables`)).body.items.length, 0, "nothing is kept");
    const unclaimed = await check({ zone: other });
    assert.deepEqual([unclaimed.status, unclaimed.body.diagnostics[0].code], [422, "no-claim"]);
    assert.deepEqual(unclaimed.body.diagnostics[0].path, ["zone"]);
    await admin.put(`/projects/${name}/claims/${other}`, {});
    assert.equal((await check({ zone: other, variables })).body.tree.zone, other);
    const writer = await newPerson(platform);
    await joinWith(platform, name, writer, ["read", "write"]);
    const refused = await writer.post(`/projects/${name}/definition/check`, { ...definition, variables });
    assert.equal(refused.status, 403);
    assert.match(refused.body.detail, /password/);
    assert.equal((await check({ variables: { set: { tag: { value: "x" } }, remove: ["tag"] } })).status, 422);
    // Else every later project would run there, too.
    await admin.delete(`/projects/${name}/claims/${other}`);
    await platform.platform.database.deleteFrom("zones").where("name", "=", other).execute();
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

  it("are bounded: what is hostile is refused, and everybody else is answered", async () => {
    const name = await newProject();
    const bombs = {
      "endless loop": {
        format: "jsonnet",
        text: "local f(n) = if n == 0 then 1 else f(n - 1) + f(n - 1); { project: { name: 'x' + f(60) } }",
      },
      "endless recursion": { format: "jsonnet", text: "local f(n) = f(n + 1); f(0)" },
      memory: { format: "jsonnet", text: "{ containers: std.makeArray(100000000, function(i) 'xxxxxxxx' + i) }" },
      output: { format: "jsonnet", text: "{ a: std.repeat('x', 6000000) }" },
      files: { format: "jsonnet", text: "importstr '/etc/passwd'" },
      broken: { format: "jsonnet", text: "{ project: " },
      deep: { format: "json", text: `${"[".repeat(100_000)}` },
      wide: { format: "json", text: `[${"0,".repeat(400_000)}0]` },
      prototype: { format: "json", text: '{ "__proto__": { "x": 1 }, "project": { "name": "x" }, "containers": [] }' },
      pattern: {
        format: "json",
        text: JSON.stringify({
          project: { name },
          variables: { a: { default: "a".repeat(4000), pattern: "(a*)*b" } },
          containers: [],
        }),
      },
      "other references": {
        format: "json",
        text: JSON.stringify({
          project: { name },
          containers: [{ name: "web", image: "x", environment: { A: "⟦secret:db⟧" } }],
        }),
      },
    };
    for (const [what, definition] of Object.entries(bombs)) {
      const { status, body, text } = await admin.put(`/projects/${name}/definition`, definition, { "if-match": "*" });
      assert.equal(status, 422, `${what}: ${text.slice(0, 500)}`);
      assert.ok(body.diagnostics.length > 0, what);
      assert.ok(!text.includes("root:"), what);
      assert.ok(!text.includes(process.cwd()), what);
    }
    const tooLarge = await admin.put(
      `/projects/${name}/definition`,
      { format: "json", text: " ".repeat(1024 * 1024 + 1) },
      { "if-match": "*" },
    );
    assert.equal(tooLarge.status, 422);
    for (const body of [
      { format: "typescript", text: "x" },
      { format: "json" },
      { format: "json", text: "{}", more: 1 },
      { text: 3 },
      null,
    ]) {
      assert.ok(
        [400, 422].includes((await admin.put(`/projects/${name}/definition`, body, { "if-match": "*" })).status),
      );
    }
    let ended = false;
    const loops = Promise.all(
      Array.from({ length: 4 }, () =>
        admin.put(`/projects/${name}/definition`, bombs["endless loop"], { "if-match": "*" }),
      ),
    ).then(() => {
      ended = true;
    });
    assert.equal((await admin.get(`/projects/${name}`)).status, 200);
    assert.equal(ended, false, "nobody was answered before the loops had been ended");
    await loops;
    assert.equal((await admin.get(`/projects/${name}/definition`)).body.version, 1);
  });

  it("refuse to queue without end", async function () {
    this.timeout(240_000);
    const name = await newProject();
    const loop = {
      format: "jsonnet",
      text: "local f(n) = if n == 0 then 1 else f(n - 1) + f(n - 1); { project: { name: 'x' + f(60) } }",
    };
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => admin.post(`/projects/${name}/definition/check`, loop)),
    );
    const refused = answers.filter(({ status }) => status === 503);
    assert.ok(refused.length >= 4, `${refused.length} were refused`);
    for (const { headers, body } of refused) {
      assert.equal(headers.get("retry-after"), "2");
      assert.equal(body.code, "unavailable");
    }
  });

  it("are planned where a zone is away as an entry with an error", async () => {
    const name = await newProject();
    const { status, body } = await admin.post(`/projects/${name}/plan`, {});
    assert.equal(status, 200);
    assert.equal(body.zones.length, 1);
    assert.equal(body.zones[0].zone, "plovdiv");
    assert.equal(body.zones[0].errors[0].code, "zone-unreachable");
    const elsewhere = await admin.post(`/projects/${name}/plan`, { zones: ["nowhere"] });
    assert.equal(elsewhere.status, 422);
  });
});
