import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "mocha";
import { type Answer, newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { definitionOf, joinWith, newName } from "./support/project.ts";
import { addTestZone } from "./support/zones.ts";

describe("definitions that are not saved", function () {
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

  /** Where the machine hardly gives an evaluation any time, that is said: it is no answer about the definition. */
  const whenNotBusy = async (ask: () => Promise<Answer>): Promise<Answer> => {
    for (;;) {
      const answer = await ask();
      if (answer.status !== 503) return answer;
    }
  };

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
      const { status, body, text } = await whenNotBusy(() =>
        admin.put(`/projects/${name}/definition`, definition, { "if-match": "*" }),
      );
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
    this.timeout(600_000);
    const name = await newProject();
    const loop = {
      format: "jsonnet",
      text: "local f(n) = if n == 0 then 1 else f(n - 1) + f(n - 1); { project: { name: 'x' + f(60) } }",
    };
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => admin.post(`/projects/${name}/definition/check`, loop)),
    );
    const refused = answers.filter(({ status, body }) => status === 503 && /too many definitions/.test(body.detail));
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
