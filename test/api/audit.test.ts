import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, describe, it } from "mocha";
import { inBrowser } from "./support/browser.ts";
import { type Loose, newPerson, TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newTeam, ok, refused, type Team } from "./support/team.ts";

describe("the audit log", () => {
  let test: TestPlatform;
  let team: Team;
  before(async () => {
    test = await testPlatform();
  });
  after(() => test.close());
  beforeEach(async () => {
    team = await newTeam(test);
  });

  const entries = async (query = "") => ok(await team.admin.get(team.at(`/audit${query}`))).items as Loose[];

  it("tells who did what, when, in which request, newest first", async () => {
    const requestId = `request-${randomUUID()}`;
    const name = await team.newRole("read");
    const id = await team.role(name);
    ok(
      await team.admin.patch(
        team.at(`/roles/${id}`),
        { name: "renamed" },
        { "if-match": "*", "x-request-id": requestId },
      ),
    );
    const [newest, before] = await entries();
    assert.deepEqual(newest, {
      id: newest.id,
      at: newest.at,
      who: { kind: "key", id: newest.who.id, name: newest.who.name, keyStart: team.admin.key!.slice(0, 10) },
      operation: "updateRole",
      target: { project: team.project, role: id, name: "renamed", permissions: "read" },
      requestId,
    });
    assert.equal(newest.who.name, team.admin.email.replace("@example.com", ""));
    assert.ok(Math.abs(Date.parse(newest.at) - Date.now()) < 60_000);
    assert.equal(before.operation, "createRole");
  });

  it("tells a person in a browser, a person's key and a project's own apart", async () => {
    const browser = await inBrowser(test, { email: team.admin.email });
    const ci = ok(await browser.post(team.at("/keys"), { name: "ci", permissions: ["read", "roles"] }));
    const role = { name: "by the key", permissions: ["read"] };
    ok(await new TestClient(test.url, ci.key, { id: "", email: "" }).post(team.at("/roles"), role));
    const [byKey, byPerson] = await entries();
    assert.deepEqual(byKey.who, { kind: "project-key", id: ci.id, name: "ci", keyStart: ci.start });
    const { name } = byPerson.who;
    assert.deepEqual(byPerson.who, { kind: "person", id: team.admin.personId, name, keyStart: null });
  });

  it("has an entry for what was done, none for what was refused or only looked at", async () => {
    const reader = await team.member("read");
    const { length } = await entries();
    refused(await reader.post(team.at("/roles"), { name: "x", permissions: ["read"] }), 403, "not-permitted");
    refused(await team.admin.post(team.at("/roles"), { name: "reader", permissions: ["read"] }), 409, "conflict");
    ok(await team.admin.get(team.at("/roles")));
    assert.equal((await entries()).length, length);
  });

  it("has one entry for one effect, however often it is asked for", async () => {
    const key = { "idempotency-key": randomUUID() };
    const role = { name: "once", permissions: ["read"] };
    for (let index = 0; index < 3; index++) ok(await team.admin.post(team.at("/roles"), role, key));
    assert.equal((await entries("?operation=createRole")).length, 1);
  });

  it("is read page by page and by operation", async () => {
    for (let index = 0; index < 5; index++) await team.newRole("read");
    const all = await entries();
    const seen: Loose[] = [];
    let after = "";
    do {
      const page = ok(await team.admin.get(team.at(`/audit?limit=2${after}`)));
      seen.push(...page.items);
      after = page.next && `&after=${page.next}`;
    } while (after);
    assert.deepEqual(seen, all);
    const created = await entries("?operation=createRole");
    assert.equal(created.length, 5);
    assert.deepEqual(await entries("?operation=deleteRole"), []);
    refused(await team.admin.get(team.at("/audit?operation=x%00")), 422, "invalid");
    refused(await team.admin.get(team.at("/audit?who=me")), 422, "invalid");
  });

  it("of a project is for who may read it, and holds nothing of another", async () => {
    const other = await newTeam(test);
    await other.newRole("read");
    const reader = await team.member("read");
    const { text } = await reader.get(team.at("/audit"));
    assert.ok(!text.includes(other.project));
    for (const { email } of [team.admin, reader]) assert.ok(!text.includes(email), "an e-mail address is shown");
    refused(await other.admin.get(team.at("/audit")), 404, "not-found");
  });

  it("of the platform is for operators", async () => {
    await team.newRole("read");
    refused(await team.admin.get("/audit"), 403, "not-permitted");
    const operator = await newPerson(test, { operator: true });
    const { items } = ok(await operator.get("/audit?limit=5"));
    assert.equal(items[0].target.project, team.project);
    const { items: made } = ok(await operator.get("/audit?operation=createProject&limit=100"));
    assert.ok(made.some(({ target }: Loose) => target.project === team.project));
  });

  it("tells that an invitation was accepted in its project", async () => {
    const member = await team.member("read");
    const [entry] = await entries("?operation=acceptInvitation");
    assert.equal(entry.who.name, member.email.replace("@example.com", ""));
    assert.equal(entry.target.person, member.personId);
  });
});
