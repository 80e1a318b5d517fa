import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { after, before, beforeEach, describe, it } from "mocha";
import type { Caller } from "../../api/identity/caller.ts";
import { isKey } from "../../api/identity/key-text.ts";
import { addKey } from "../../api/identity/keys/add-key.ts";
import { endWithMaker } from "../../api/identity/keys/lifetime.ts";
import { revokeKey } from "../../api/identity/keys/revoke-key.ts";
import { listen, type OpenPlatform, openPlatform, stopListening } from "../../api/serve.ts";
import { readSettings } from "../../api/settings.ts";
import { SecretKey } from "../../engine/secret-key.ts";
import { type Browser, inBrowser } from "./support/browser.ts";
import { type Loose, newPerson, nobody, TestClient } from "./support/client.ts";
import { interleave } from "./support/interleave.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newTeam, ok, refused, type Team } from "./support/team.ts";

const DAY = 24 * 3600 * 1000;

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

  it("makes none that outlives it", async () => {
    const maker = await make(person, { expiresInDays: 10 });
    const client = withKey(maker.key);
    refused(await client.post("/keys", { name: "longer", expiresInDays: 11 }), 403, "not-permitted");
    const same = await make(client);
    assert.equal(same.expiresAt, maker.expiresAt);
    assert.equal(same.madeByKey, maker.id);
    const shorter = await make(client, { expiresInDays: 1 });
    assert.ok(Date.parse(shorter.expiresAt) < Date.parse(maker.expiresAt));
  });

  it("takes along what was made with it, and what that has made, when it is revoked", async () => {
    const [first, apart] = [await make(person), await make(person)];
    const second = await make(withKey(first.key));
    const third = await make(withKey(second.key));
    for (const { key } of [first, second, third, apart]) ok(await withKey(key).get("/me"));
    ok(await person.delete(`/keys/${first.id}`));
    for (const { key } of [first, second, third]) refused(await withKey(key).get("/me"), 401, "not-signed-in");
    ok(await withKey(apart.key).get("/me"));
  });

  it("leaves nothing that works behind when it makes a key while it is being revoked", async () => {
    const leaked = await make(person);
    const caller: Caller = {
      kind: "key",
      keyId: leaked.id,
      person: { id: person.personId, email: person.email, name: "", operator: false },
      permissions: null,
      scope: null,
    };
    let text = "";
    const answer = await interleave(
      test.platform.database,
      async (transaction) => {
        const expiresAt = await endWithMaker(transaction, caller, null);
        const owner = { personId: person.personId };
        const key = { owner, name: "hidden", permissions: null, scope: null, expiresAt, caller };
        text = (await addKey(transaction, key)).text;
      },
      () => person.delete(`/keys/${leaked.id}`),
    );
    assert.equal(answer.status, 204);
    refused(await withKey(text).get("/me"), 401, "not-signed-in");
  });

  it("makes no key once it is being revoked", async () => {
    const leaked = await make(person);
    const client = withKey(leaked.key);
    ok(await client.get("/me"));
    const answer = await interleave(
      test.platform.database,
      (transaction) => revokeKey(transaction, leaked.id),
      () => client.post("/keys", { name: "hidden" }),
    );
    refused(answer, 401, "not-signed-in");
  });

  it("ends when it was to end", async () => {
    const { key, id, expiresAt } = await make(person, { expiresInDays: 30 });
    assert.ok(Math.abs(Date.parse(expiresAt) - Date.now() - 30 * DAY) < 60_000);
    ok(await withKey(key).get("/me"));
    await test.platform.database
      .updateTable("api_keys")
      .set({ expires_at: sql<Date>`now() - interval '1 second'` })
      .where("id", "=", id)
      .execute();
    test.platform.callers.forget(id);
    refused(await withKey(key).get("/me"), 401, "not-signed-in");
  });

  it("ends within the next ten years, if it is said when", async () => {
    const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
    const given = at(DAY);
    assert.equal((await make(person, { expiresAt: given })).expiresAt, given);
    for (const body of [
      { expiresAt: at(-1000) },
      { expiresAt: at(3651 * DAY) },
      { expiresAt: "tomorrow" },
      { expiresAt: "9999999-01-01T00:00:00Z" },
      { expiresAt: given, expiresInDays: 1 },
      { expiresInDays: 0 },
      { expiresInDays: 3651 },
      { expiresInDays: 1.5 },
    ]) {
      refused(await person.post("/keys", { name: "x", ...body }), 422, "invalid");
    }
  });

  it("stops to work everywhere within a second of being revoked", async () => {
    const elsewhere = await another(test);
    try {
      const { key, id } = await make(person);
      ok(await withKey(key, elsewhere.url).get("/me"));
      ok(await person.delete(`/keys/${id}`));
      refused(await withKey(key).get("/me"), 401, "not-signed-in");
      await sleep(1000);
      refused(await withKey(key, elsewhere.url).get("/me"), 401, "not-signed-in");
    } finally {
      await elsewhere.close();
    }
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
    const answers = await Promise.all(Array.from({ length: 110 }, () => person.post("/keys", { name: "one of many" })));
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

describe("a project's own key", () => {
  let test: TestPlatform;
  let team: Team;
  before(async () => {
    test = await testPlatform();
  });
  after(() => test.close());
  beforeEach(async () => {
    team = await newTeam(test);
  });

  const make = async (by: TestClient, permissions: readonly string[], body: Loose = {}) =>
    ok(await by.post(team.at("/keys"), { name: "ci", permissions, ...body }));
  const withKey = (text: string) => new TestClient(test.url, text, { id: "", email: "" });

  it("reaches its project alone, with its permissions alone", async () => {
    const { key, createdBy } = await make(team.admin, ["read", "deploy"]);
    assert.equal(createdBy.id, team.admin.personId);
    const client = withKey(key);
    ok(await client.get(team.at("/roles")));
    refused(await client.get(team.at("/keys")), 403, "not-permitted");
    refused(await client.get((await newTeam(test)).at("/roles")), 404, "not-found");
    for (const path of ["/keys", "/people", "/audit"]) refused(await client.get(path), 403, "not-permitted");
    refused(await client.post("/keys", { name: "a person's" }), 403, "not-permitted");
    const me = ok(await client.get("/me"));
    assert.deepEqual([me.kind, me.person, me.key.projects], ["project-key", null, [team.project]]);
  });

  it("holds nothing that its maker may not do", async () => {
    const maker = await team.member("read", "keys");
    refused(await maker.post(team.at("/keys"), { name: "x", permissions: ["read", "deploy"] }), 403, "not-permitted");
    const { key } = await make(maker, ["read", "keys"]);
    const client = withKey(key);
    refused(await client.post(team.at("/keys"), { name: "x", permissions: ["deploy"] }), 403, "not-permitted");
    ok(await client.post(team.at("/keys"), { name: "x", permissions: ["read"] }));
    const reader = await team.member("read", "invite", "roles");
    refused(await reader.post(team.at("/keys"), { name: "x", permissions: ["read"] }), 403, "not-permitted");
  });

  it("stays when its maker leaves", async () => {
    const maker = await team.member("read", "keys");
    const { key } = await make(maker, ["read"]);
    ok(await maker.delete(team.at(`/members/${maker.personId}`)));
    ok(await withKey(key).get(team.at("/roles")));
  });

  it("ends with the key that made it", async () => {
    const { key, id, expiresAt } = await make(team.admin, ["read", "keys"], { expiresInDays: 3 });
    const child = await make(withKey(key), ["read"]);
    assert.equal(child.expiresAt, expiresAt);
    refused(
      await withKey(key).post(team.at("/keys"), { name: "x", permissions: ["read"], expiresInDays: 4 }),
      403,
      "not-permitted",
    );
    ok(await withKey(child.key).get(team.at("/roles")));
    ok(await team.admin.delete(team.at(`/keys/${id}`)));
    for (const text of [key, child.key]) refused(await withKey(text).get(team.at("/roles")), 401, "not-signed-in");
  });

  it("is listed and shown to who manages keys, without its text", async () => {
    const { key, ...view } = await make(team.admin, ["read"]);
    for (const path of [team.at("/keys"), team.at(`/keys/${view.id}`)]) {
      const answer = await team.admin.get(path);
      assert.ok(!answer.text.includes(key));
      assert.deepEqual(answer.body.items?.[0] ?? answer.body, view);
    }
  });

  it("is not found through another project, nor among a person's", async () => {
    const { id } = await make(team.admin, ["read"]);
    const other = await newTeam(test);
    for (const path of [other.at(`/keys/${id}`), `/keys/${id}`]) {
      refused(await other.admin.get(path), 404, "not-found");
      refused(await other.admin.delete(path), 404, "not-found");
    }
    refused(await team.admin.delete(`/keys/${id}`), 404, "not-found");
    const own = ok(await team.admin.post("/keys", { name: "own" }));
    refused(await team.admin.delete(team.at(`/keys/${own.id}`)), 404, "not-found");
  });
});

/** A second server over the same database, as another process would be. */
async function another(test: TestPlatform): Promise<{ readonly url: string; close(): Promise<void> }> {
  const platform: OpenPlatform = await openPlatform({
    settings: readSettings({ ESPALIER_PORT: "0" }),
    databaseUrl: test.databaseUrl,
    secretKey: new SecretKey(test.key),
    log: test.platform.log,
  });
  const { server, url } = await listen(platform);
  return {
    url,
    async close() {
      await stopListening(server, 0);
      await platform.close();
    },
  };
}
