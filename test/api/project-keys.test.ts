import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "mocha";
import { type Loose, TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newTeam, ok, refused, type Team } from "./support/team.ts";

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
