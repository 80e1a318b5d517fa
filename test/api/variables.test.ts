import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "mocha";
import type { Permission } from "../../api/identity/permissions.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { definitionOf, joinWith, newName } from "./support/project.ts";
import { addTestZone } from "./support/zones.ts";

describe("variables", () => {
  let platform: TestPlatform;
  let admin: TestClient;

  before(async () => {
    platform = await testPlatform();
    admin = await newPerson(platform);
    await addTestZone(platform);
  });
  after(() => platform.close());

  const newProject = async (variables: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const name = newName();
    const made = await admin.post("/projects", { name, definition: definitionOf(name, { variables }) });
    assert.equal(made.status, 201, made.text);
    return name;
  };
  const memberWith = async (project: string, permissions: readonly Permission[]): Promise<TestClient> => {
    const person = await newPerson(platform);
    await joinWith(platform, project, person, permissions);
    return person;
  };
  const at = (project: string, name = "") => `/projects/${project}/variables${name && `/${name}`}`;

  it("are set, listed and removed; a secret's value is shown to nobody", async () => {
    const project = await newProject();
    const secret = `canary-${randomUUID()}`;
    const plain = await admin.put(at(project, "mode"), { value: "fast" });
    assert.deepEqual([plain.status, plain.body.secret, plain.body.value], [200, false, "fast"]);
    const hidden = await admin.put(at(project, "token"), { value: secret, secret: true });
    assert.deepEqual([hidden.status, hidden.body.secret, "value" in hidden.body], [200, true, false]);
    const list = await admin.get(at(project));
    assert.deepEqual(
      list.body.items.map((item: { name: string; value?: string }) => [item.name, item.value]),
      [
        ["mode", "fast"],
        ["token", undefined],
      ],
    );
    assert.equal(list.body.items[0].updatedBy.kind, "key");
    assert.equal((await admin.get(at(project, "token"))).status, 200);
    assert.equal((await admin.delete(at(project, "mode"))).status, 204);
    assert.equal((await admin.get(at(project, "mode"))).status, 404);
    assert.equal((await admin.delete(at(project, "mode"))).status, 404);
    for (const { text } of [hidden, list, await admin.get(at(project, "token"))]) assert.ok(!text.includes(secret));
  });

  it("are listed page by page", async () => {
    const project = await newProject();
    const names = ["a", "b", "c", "d", "e"];
    await admin.patch(at(project), { set: Object.fromEntries(names.map((name) => [name, { value: name }])) });
    const first = await admin.get(`${at(project)}?limit=3`);
    const second = await admin.get(`${at(project)}?limit=3&after=${first.body.next}`);
    const listed = [...first.body.items, ...second.body.items].map(({ name }: { name: string }) => name);
    assert.deepEqual(listed, names);
    assert.equal(second.body.next, null);
  });

  it("are kept encrypted, for their project and name alone", async () => {
    const project = await newProject();
    const secret = `canary-${randomUUID()}`;
    await admin.put(at(project, "token"), { value: secret });
    const { database } = platform.platform;
    const row = await database
      .selectFrom("variables")
      .innerJoin("projects", "projects.id", "variables.project_id")
      .selectAll()
      .where("projects.name", "=", project)
      .executeTakeFirstOrThrow();
    assert.ok(!JSON.stringify(row).includes(secret));
    assert.equal(row.value, null);
    const { projectKey, plainValue } = await import("../../api/definitions/project-key.ts");
    const key = projectKey(platform.platform, { id: row.project_id, dataKey: row.data_key });
    const encrypted = row.encrypted as string;
    assert.equal(plainValue(key, row.project_id, { name: "token", secret: true, encrypted }), secret);
    assert.throws(() => plainValue(key, row.project_id, { name: "other", secret: true, encrypted }));
    assert.throws(() => plainValue(key, randomUUID(), { name: "token", secret: true, encrypted }));
  });

  it("are secrets when their name or the definition says so, and cannot be stored in the open against the definition", async () => {
    const project = await newProject({
      hidden: { secret: true },
      passwords_shown: "x",
      db_password: { secret: false, default: "x" },
    });
    const isSecret = async (name: string, body: object) => (await admin.put(at(project, name), body)).body.secret;
    assert.equal(await isSecret("hidden", { value: "one" }), true);
    assert.equal(await isSecret("api_key", { value: "one" }), true);
    assert.equal(await isSecret("db_password", { value: "one" }), false);
    assert.equal(await isSecret("passwords_shown", { value: "one" }), false);
    assert.equal(await isSecret("smtp_password", { value: "one", secret: false }), false);
    const refused = await admin.put(at(project, "hidden"), { value: "one", secret: false });
    assert.equal(refused.status, 422);
    assert.equal(refused.body.diagnostics[0].code, "declared-secret");
    assert.deepEqual(refused.body.diagnostics[0].path, ["secret"]);
  });

  it("ask for the permission that fits what is set", async () => {
    const project = await newProject();
    await admin.put(at(project, "plain"), { value: "one" });
    await admin.put(at(project, "hidden"), { value: "one", secret: true });
    const expected: readonly [readonly Permission[], string, object, number][] = [
      [["read"], "plain", { value: "two" }, 403],
      [["read"], "hidden", { value: "two" }, 403],
      [["read", "write"], "plain", { value: "two" }, 200],
      [["read", "write"], "hidden", { value: "two" }, 403],
      [["read", "write"], "hidden", { value: "two", secret: false }, 403],
      [["read", "write"], "plain", { value: "two", secret: true }, 403],
      [["read", "secrets"], "hidden", { value: "two" }, 200],
      [["read", "secrets"], "hidden", { value: "two", secret: false }, 403],
      [["read", "secrets"], "plain", { value: "two" }, 403],
      [["read", "secrets"], "plain", { value: "two", secret: true }, 403],
      [["read", "secrets"], "fresh_token", { value: "two" }, 200],
      [["read", "write", "secrets"], "hidden", { value: "two", secret: false }, 200],
      [["write", "secrets"], "plain", { value: "two" }, 403],
    ];
    for (const [permissions, name, body, status] of expected) {
      const member = await memberWith(project, permissions);
      const what = `${permissions} ${name} ${JSON.stringify(body)}`;
      assert.equal((await member.put(at(project, name), body)).status, status, what);
      assert.equal((await member.delete(at(project, name))).status, 403, what);
    }
    const deleter = await memberWith(project, ["read", "delete"]);
    assert.equal((await deleter.delete(at(project, "hidden"))).status, 204);
  });

  it("are not written over by who has seen an older value", async () => {
    const project = await newProject();
    const { headers } = await admin.put(at(project, "mode"), { value: "one" });
    const first = headers.get("etag") as string;
    assert.equal((await admin.get(at(project, "mode"))).headers.get("etag"), first);
    assert.equal((await admin.put(at(project, "mode"), { value: "two" }, { "if-match": first })).status, 200);
    const late = await admin.put(at(project, "mode"), { value: "three" }, { "if-match": first });
    assert.equal(late.status, 412);
    assert.equal(late.body.changed.current.value, "two");
    assert.equal((await admin.delete(at(project, "mode"), { "if-match": first })).status, 412);
    await admin.delete(at(project, "mode"));
    await admin.put(at(project, "mode"), { value: "again" });
    assert.equal((await admin.put(at(project, "mode"), { value: "four" }, { "if-match": first })).status, 412);
    const gone = await admin.put(at(project, "other"), { value: "x" }, { "if-match": first });
    assert.equal(gone.status, 412);
    assert.equal(gone.body.changed.current, null);
    const secret = `canary-${randomUUID()}`;
    await admin.put(at(project, "token"), { value: secret });
    const stale = await admin.put(at(project, "token"), { value: "x" }, { "if-match": '"1"' });
    assert.equal(stale.status, 412);
    assert.ok(!stale.text.includes(secret));
  });

  it("are checked when they are secret, since nothing is said of them later", async () => {
    const project = await newProject({
      pin: { secret: true, pattern: "[0-9]{4}" },
      size: { type: "number", default: 1 },
    });
    const wrong = await admin.put(at(project, "pin"), { value: "canary-abcd" });
    assert.equal(wrong.status, 422);
    assert.ok(!wrong.text.includes("canary-abcd"));
    assert.equal((await admin.put(at(project, "pin"), { value: "1234" })).status, 200);
    const number = await admin.put(at(project, "size"), { value: "3", secret: true });
    assert.equal(number.body.diagnostics[0].code, "contradiction");
    assert.equal((await admin.put(at(project, "size"), { value: "3" })).status, 200);
    const reserved = await admin.put(at(project, "mode"), { value: "⟦secret:pin⟧" });
    assert.equal(reserved.body.diagnostics[0].code, "reserved-text");
  });

  it("are matched against patterns that take long without holding anybody up", async () => {
    const names = Array.from({ length: 100 }, (_, index) => `s${index}`);
    const slow = { secret: true, pattern: "(a|aa)+b?" };
    const project = await newProject(Object.fromEntries(names.map((name) => [name, slow])));
    let ended = false;
    const value = `${"a".repeat(40)}c`;
    const all = admin
      .patch(at(project), { set: Object.fromEntries(names.map((name) => [name, { value }])) })
      .finally(() => {
        ended = true;
      });
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal((await admin.get(`/projects/${project}`)).status, 200);
    assert.equal(ended, false, "nobody was answered before all were matched");
    assert.equal((await all).status, 422);
  });

  it("are set and removed together or not at all, after a look at what differs", async () => {
    const project = await newProject();
    await admin.patch(at(project), {
      set: { a: { value: "1" }, b: { value: "1" }, c: { value: "1" }, s_token: { value: "1" } },
    });
    const change = {
      set: { a: { value: "1" }, b: { value: "2" }, d: { value: "1" }, s_token: { value: "1" } },
      remove: ["c", "never"],
    };
    const expected = { added: ["d"], changed: ["b", "s_token"], same: ["a"], removed: ["c"], secret: ["s_token"] };
    const preview = await admin.post(`${at(project)}/preview`, change);
    assert.deepEqual(preview.body, expected);
    assert.equal((await admin.get(at(project, "c"))).status, 200);
    const changed = await admin.patch(at(project), change);
    assert.equal(changed.status, 200);
    assert.deepEqual(changed.body, expected);
    const names = (await admin.get(at(project))).body.items.map(({ name }: { name: string }) => name);
    assert.deepEqual(names, ["a", "b", "d", "s_token"]);
    const writer = await memberWith(project, ["read", "write"]);
    for (const part of [
      { set: { x: { value: "1" } }, remove: ["a"] },
      { set: { x: { value: "1" }, y: { value: "1", secret: true } } },
    ]) {
      assert.equal((await writer.patch(at(project), part)).status, 403);
      assert.equal((await writer.post(`${at(project)}/preview`, part)).status, 403);
    }
    assert.equal((await admin.get(at(project, "x"))).status, 404);
    const both = await admin.patch(at(project), { set: { a: { value: "1" } }, remove: ["a"] });
    assert.equal(both.status, 422);
  });

  it("are limited in number and size", async () => {
    const project = await newProject();
    const many = (from: number, count: number) => ({
      set: Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${from + index}`, { value: "1" }])),
    });
    assert.equal((await admin.patch(at(project), many(0, 201))).status, 422);
    for (const from of [0, 200]) assert.equal((await admin.patch(at(project), many(from, 200))).status, 200);
    assert.equal((await admin.patch(at(project), many(400, 101))).status, 409);
    assert.equal((await admin.patch(at(project), many(400, 100))).status, 200);
    assert.equal((await admin.put(at(project, "one_more"), { value: "1" })).status, 409);
    assert.equal((await admin.put(at(project, "v1"), { value: "2" })).status, 200);
    assert.equal((await admin.put(at(project, "v1"), { value: "x".repeat(64 * 1024 + 1) })).status, 422);
    for (const body of [{}, { value: 1 }, { value: "1", more: 1 }, [], { set: {} }]) {
      assert.equal((await admin.put(at(project, "v1"), body)).status, 422, JSON.stringify(body));
    }
    assert.equal((await admin.put(at(project, "v-1"), { value: "1" })).status, 404);
    assert.equal((await admin.patch(at(project), { set: { "a b": { value: "1" } } })).status, 422);
    assert.equal(
      (await admin.send("PATCH", at(project), JSON.parse('{"set":{"__proto__":{"value":"1"}}}'))).status,
      400,
    );
  });

  it("stay secret, whatever a definition declares and whoever asks", async () => {
    const secret = `canary-${randomUUID()}`;
    const generated = { made: { generate: true } };
    const project = await newProject(generated);
    await admin.put(at(project, "hidden"), { value: secret, secret: true });
    const writer = await memberWith(project, ["read", "write"]);
    const open = definitionOf(project, {
      variables: { hidden: { secret: false }, ...generated },
      containers: [
        {
          name: "web",
          image: "nginx:1.29",
          environment: { A: "$hidden", B: "x-$hidden-$made" },
          options: { tags: ["t"] },
        },
        { name: "other", image: "nginx:1.29", options: { expose: { host: "$hidden.example.com" } } },
      ],
    });
    const answers = [
      await writer.post(`/projects/${project}/definition/check`, open),
      await writer.post(`/projects/${project}/plan`, { definition: open }),
      await writer.put(`/projects/${project}/definition`, open, { "if-match": "*" }),
      await writer.get(`/projects/${project}/tree`),
      await writer.get(`/projects/${project}/diagram`),
      await writer.get(`/projects/${project}/diagram.svg`),
      await writer.get(`/projects/${project}`),
      await writer.get(at(project)),
      await writer.get(`/projects/${project}/audit`),
    ];
    for (const { text } of answers) assert.ok(!text.includes(secret), text.slice(0, 500));
    for (const line of platform.log) assert.ok(!line.includes(secret), line.slice(0, 500));
  });
});
