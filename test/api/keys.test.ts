import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, describe, it } from "mocha";
import { isKey } from "../../api/identity/key-text.ts";
import { type Browser, inBrowser } from "./support/browser.ts";
import { type Loose, newPerson, nobody, TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newTeam, ok, refused } from "./support/team.ts";

describe("a person's key", () => {
  let test: TestPlatform;
  let person: Browser;
  before(async () => {
    test = await testPlatform();
  });
  after(() => test.close());
  beforeEach(async () => {
    person = await inBrowser(test);
  });

  const make = async (by: TestClient, body: Loose = {}) => ok(await by.post("/keys", { name: "laptop", ...body }));
  const withKey = (text: string, url = test.url) => new TestClient(url, text, { id: "", email: "" });

  it("is shown once, and does what its person may", async () => {
    const answer = await person.post("/keys", { name: "laptop" });
    assert.equal(answer.status, 201);
    const { key, ...view } = answer.body;
    assert.ok(isKey(key) && key.startsWith(view.start));
    const { createdAt, id } = view;
    assert.deepEqual(view, {
      id,
      name: "laptop",
      start: key.slice(0, 10),
      permissions: null,
      projects: null,
      expiresAt: null,
      lastUsedAt: null,
      createdAt,
      revokedAt: null,
      madeByKey: null,
    });
    const me = ok(await withKey(key).get("/me"));
    assert.equal(me.person.id, person.personId);
    assert.deepEqual(me.key, {
      id,
      name: "laptop",
      start: view.start,
      permissions: null,
      projects: null,
      expiresAt: null,
    });
    for (const path of ["/keys", `/keys/${id}`]) assert.ok(!(await person.get(path)).text.includes(key));
    assert.deepEqual(ok(await person.get(`/keys/${id}`)), view);
  });

  it("does no more than it was made for", async () => {
    const owner = await newPerson(test);
    const [mine, other] = [`one-${randomUUID().slice(0, 8)}`, `two-${randomUUID().slice(0, 8)}`];
    for (const name of [mine, other]) ok(await owner.post("/projects", { name, zones: [] }));
    const { key, projects } = await make(owner, { permissions: ["read"], projects: [mine] });
    assert.deepEqual(projects, [mine]);
    const limited = withKey(key);
    ok(await limited.get(`/projects/${mine}`));
    refused(await limited.get(`/projects/${other}`), 404, "not-found");
    refused(await limited.get(`/projects/${mine}/keys`), 403, "not-permitted");
    assert.deepEqual(ok(await limited.get("/me")).key.projects, [mine]);
  });

  it("is not made for a project that its person has no part in", async () => {
    const team = await newTeam(test);
    for (const name of [team.project, "nothing-there"]) {
      const { diagnostics } = refused(await person.post("/keys", { name: "x", projects: [name] }), 422, "invalid");
      assert.deepEqual(diagnostics[0].path, ["projects", 0]);
    }
  });

  it("that is limited makes, shows, renames and revokes no other", async () => {
    const owner = await newPerson(test);
    const project = `one-${randomUUID().slice(0, 8)}`;
    ok(await owner.post("/projects", { name: project, zones: [] }));
    const { id } = await make(owner);
    for (const limits of [{ permissions: ["read", "keys", "invite"] }, { projects: [project] }]) {
      const limited = withKey((await make(owner, limits)).key);
      refused(await limited.post("/keys", { name: "more" }), 403, "not-permitted");
      refused(await limited.post("/keys", { name: "same", ...limits }), 403, "not-permitted");
      refused(await limited.get("/keys"), 403, "not-permitted");
      refused(await limited.get(`/keys/${id}`), 403, "not-permitted");
      refused(await limited.patch(`/keys/${id}`, { name: "mine" }), 403, "not-permitted");
      refused(await limited.delete(`/keys/${id}`), 403, "not-permitted");
      refused(await limited.patch("/me", { name: "mine" }), 403, "not-permitted");
    }
  });

  it("can always revoke itself", async () => {
    const { key, id } = await make(person, { permissions: ["read"] });
    assert.equal((await withKey(key).delete(`/keys/${id}`)).status, 204);
    refused(await withKey(key).get("/me"), 401, "not-signed-in");
  });

  it("shows when it was last used", async () => {
    const used = await testPlatform();
    const owner = await inBrowser(used);
    const { key, id } = await make(owner);
    const before = Date.now();
    ok(await withKey(key, used.url).get("/me"));
    // Uses are written now and then, and when the platform closes.
    await used.platform.callers.close();
    const { lastUsedAt } = ok(await owner.get(`/keys/${id}`));
    assert.ok(Date.parse(lastUsedAt) >= before - 1 && Date.parse(lastUsedAt) <= Date.now() + 1);
    await used.close();
  });

  it("can be renamed, and nothing else of it changed", async () => {
    const { id, key: _, ...view } = await make(person);
    assert.deepEqual(ok(await person.patch(`/keys/${id}`, { name: "desk" })), { ...view, id, name: "desk" });
    refused(await person.patch(`/keys/${id}`, { name: "desk", permissions: ["read"] }), 422, "invalid");
    refused(await person.patch(`/keys/${id}`, { expiresAt: null }), 422, "invalid");
  });

  it("is not found by anybody else", async () => {
    const { id } = await make(person);
    for (const other of [await inBrowser(test), await newPerson(test, { operator: true })]) {
      refused(await other.get(`/keys/${id}`), 404, "not-found");
      refused(await other.patch(`/keys/${id}`, { name: "mine" }), 404, "not-found");
      refused(await other.delete(`/keys/${id}`), 404, "not-found");
      assert.ok(!(await other.get("/keys")).text.includes(id));
    }
    refused(await nobody(test.url).get(`/keys/${id}`), 401, "not-signed-in");
    refused(await person.get(`/keys/${randomUUID()}`), 404, "not-found");
  });

  it("is listed newest first, page by page, revoked ones too", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.push((await make(person)).id);
    ok(await person.delete(`/keys/${ids[2]}`));
    const seen: Loose[] = [];
    let after = "";
    do {
      const page = ok(await person.get(`/keys?limit=2${after}`));
      seen.push(...page.items);
      after = page.next && `&after=${page.next}`;
    } while (after);
    assert.deepEqual(
      seen.map(({ id }) => id),
      ids.toReversed(),
    );
    assert.notEqual(seen[2].revokedAt, null);
  });

  it("is one of at most a hundred that work, however many are made at once", async () => {
    const post = async () => {
      // On a busy machine some wait for too long to write to one row, and are told to come again.
      for (;;) {
        const answer = await person.post("/keys", { name: "one of many" });
        if (answer.status !== 503) return answer;
      }
    };
    const answers = await Promise.all(Array.from({ length: 110 }, post));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    assert.deepEqual([count(201), count(409)], [100, 10]);
    ok(await person.delete(`/keys/${answers.find(({ status }) => status === 201)!.body.id}`));
    await make(person);
  });

  it("is made once for one Idempotency-Key, and its text kept in no row that can be read", async () => {
    const key = { "idempotency-key": randomUUID() };
    const first = await person.post("/keys", { name: "once" }, key);
    const again = await person.post("/keys", { name: "once" }, key);
    assert.equal(again.headers.get("idempotency-replayed"), "true");
    assert.deepEqual(again.body, first.body);
    for (const table of ["api_keys", "idempotency_keys", "audit_entries"] as const) {
      const rows = await test.platform.database.selectFrom(table).selectAll().execute();
      assert.ok(!JSON.stringify(rows).includes(first.body.key), table);
    }
    assert.ok(!test.log.join("\n").includes(first.body.key));
  });

  it("takes no hostile input", async () => {
    const bodies: unknown[] = [
      {},
      { name: "" },
      { name: "x".repeat(61) },
      { name: "a\nb" },
      { name: "x", permissions: [] },
      { name: "x", permissions: ["root"] },
      { name: "x", permissions: ["read", "read"] },
      { name: "x", projects: [] },
      { name: "x", projects: ["../x"] },
      { name: "x", scope: null },
      { name: "x", personId: randomUUID() },
    ];
    for (const body of bodies) refused(await person.post("/keys", body), 422, "invalid");
    for (const text of ["", "esp_", `esp_${"a".repeat(38)}`, "x".repeat(500)]) {
      refused(await withKey(text || " ").get("/me"), 401, "not-signed-in");
    }
  });
});
