import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { after, before, beforeEach, describe, it } from "mocha";
import { inBrowser } from "./support/browser.ts";
import { newPerson, nobody, TestClient } from "./support/client.ts";
import { keyFor } from "./support/key.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newTeam, ok, refused, type Team } from "./support/team.ts";

describe("an invitation", () => {
  let test: TestPlatform;
  let team: Team;
  let guest: TestClient;
  before(async () => {
    test = await testPlatform();
  });
  after(() => test.close());
  beforeEach(async () => {
    [team, guest] = await Promise.all([newTeam(test), newPerson(test)]);
  });

  const invite = async (by: TestClient, role: string, email = guest.email) =>
    ok(await by.post(team.at("/invitations"), { email, role }));
  const accept = (person: TestClient, token: string) => person.post("/invitations/accept", { token });
  const look = (person: TestClient, token: string) => person.post("/invitations/look", { token });
  const isMember = async (person: TestClient) =>
    (await team.admin.get(team.at(`/members/${person.personId}`))).status === 200;
  const expire = (id: string) =>
    test.platform.database
      .updateTable("invitations")
      .set({ expires_at: sql<Date>`now() - interval '1 second'` })
      .where("id", "=", id)
      .execute();

  it("makes the person a member with its role", async () => {
    const { token, link, state } = await invite(team.admin, "reader");
    assert.equal(state, "pending");
    assert.equal(link, `${test.url}/invitations/${token}`);
    const answer = await accept(guest, token);
    assert.equal(answer.status, 201);
    assert.deepEqual(answer.body, { project: team.project, role: "reader", permissions: ["read"] });
    const member = ok(await guest.get((answer.headers.get("location") as string).replace("/api/v1", "")));
    assert.equal(member.role.name, "reader");
  });

  it("can be accepted in a browser", async () => {
    const { token } = await invite(team.admin, "reader");
    ok(await accept(await inBrowser(test, { email: guest.email }), token));
  });

  it("tells who holds the link what it is for, and nobody's address", async () => {
    const { token } = await invite(team.admin, "developer");
    const seen = ok(await look(guest, token));
    assert.equal(seen.project, team.project);
    assert.equal(seen.role.name, "developer");
    assert.equal(seen.forYou, true);
    assert.equal(seen.email, "p…@example.com");
    const stranger = await look(await newPerson(test), token);
    assert.equal(stranger.body.forYou, false);
    for (const email of [guest.email, team.admin.email]) assert.ok(!stranger.text.includes(email), stranger.text);
    assert.equal(await isMember(guest), false);
    refused(await look(nobody(test.url), token), 401, "not-signed-in");
  });

  it("is for one person: another one does not learn whose it is", async () => {
    const { token, id } = await invite(team.admin, "admin");
    const stranger = await newPerson(test);
    const answer = await accept(stranger, token);
    refused(answer, 403, "not-permitted");
    assert.ok(!answer.text.includes(guest.email) && !answer.text.includes(team.project), answer.text);
    assert.equal(await isMember(stranger), false);
    ok(await accept(guest, token));
    // Nor what became of it.
    const later = await accept(stranger, token);
    assert.equal(later.body.detail, answer.body.detail);
    assert.equal(ok(await team.admin.get(team.at(`/invitations/${id}`))).state, "accepted");
  });

  it("is for an e-mail address however it is written", async () => {
    const { token, email } = await invite(team.admin, "reader", `  ${guest.email.toUpperCase()} `);
    assert.equal(email, guest.email);
    ok(await accept(guest, token));
  });

  it("works once: a replay is gone, also after the membership has ended", async () => {
    const { token } = await invite(team.admin, "reader");
    ok(await accept(guest, token));
    refused(await accept(guest, token), 410, "gone");
    ok(await team.admin.delete(team.at(`/members/${guest.personId}`)));
    refused(await accept(guest, token), 410, "gone");
    refused(await look(guest, token), 410, "gone");
    assert.equal(await isMember(guest), false);
  });

  it("is accepted exactly once by a hundred at once", async () => {
    const { token } = await invite(team.admin, "reader");
    const strangers = await Promise.all(Array.from({ length: 5 }, () => newPerson(test)));
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        accept(index % 4 ? guest : (strangers[index % 5] as TestClient), token),
      ),
    );
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    assert.deepEqual([count(201), count(410), count(403)], [1, 74, 25]);
    const { items } = ok(await team.admin.get(team.at("/members")));
    assert.equal(items.length, 2);
    const audit = ok(await team.admin.get(team.at("/audit?operation=acceptInvitation")));
    assert.equal(audit.items.length, 1);
  });

  it("is accepted exactly once by a hundred retries of one request", async () => {
    const { token } = await invite(team.admin, "reader");
    const key = { "idempotency-key": randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => guest.post("/invitations/accept", { token }, key)),
    );
    assert.ok(answers.some(({ status }) => status === 201));
    for (const { status, body } of answers) assert.ok(status === 201 || body.code === "in-progress", String(status));
    const audit = ok(await team.admin.get(team.at("/audit?operation=acceptInvitation")));
    assert.equal(audit.items.length, 1);
  });

  it("ends after its time", async () => {
    const { token, id, expiresAt, createdAt } = await invite(team.admin, "reader");
    assert.equal(Date.parse(expiresAt) - Date.parse(createdAt), 7 * 24 * 3600 * 1000);
    await expire(id);
    refused(await accept(guest, token), 410, "gone");
    refused(await look(guest, token), 410, "gone");
    assert.equal(ok(await team.admin.get(team.at(`/invitations/${id}`))).state, "expired");
    const again = await invite(team.admin, "reader");
    ok(await accept(guest, again.token));
  });

  it("ends when it is revoked, by anybody who may invite", async () => {
    const inviter = await team.member("read", "invite");
    const { token, id } = await invite(team.admin, "admin");
    assert.equal((await inviter.delete(team.at(`/invitations/${id}`))).status, 204);
    assert.equal((await inviter.delete(team.at(`/invitations/${id}`))).status, 204);
    refused(await accept(guest, token), 410, "gone");
  });

  it("that was accepted cannot be revoked", async () => {
    const { token, id } = await invite(team.admin, "reader");
    ok(await accept(guest, token));
    refused(await team.admin.delete(team.at(`/invitations/${id}`)), 409, "conflict");
  });

  it("gives nothing that the inviter may not do", async () => {
    const inviter = await team.member("read", "invite");
    for (const role of ["developer", "admin"]) {
      refused(await inviter.post(team.at("/invitations"), { email: guest.email, role }), 403, "not-permitted");
    }
    ok(await inviter.post(team.at("/invitations"), { email: guest.email, role: "reader" }));
  });

  it("gives nothing that the inviter's key was not made for", async () => {
    const key = await keyFor(test, team.admin, { permissions: ["read", "invite"] });
    const body = { email: guest.email, role: "developer" };
    refused(await key.post(team.at("/invitations"), body), 403, "not-permitted");
    const elsewhere = await keyFor(test, team.admin, { projects: [(await newTeam(test)).project] });
    refused(await elsewhere.post(team.at("/invitations"), { ...body, role: "reader" }), 404, "not-found");
  });

  it("cannot be made without the permission to invite", async () => {
    const member = await team.member("read", "write", "roles", "keys", "delete");
    refused(await member.post(team.at("/invitations"), { email: guest.email, role: "reader" }), 403, "not-permitted");
    refused(await member.get(team.at("/invitations")), 403, "not-permitted");
  });

  it("is gone when the inviter has been removed", async () => {
    const second = await newPerson(test);
    await team.join(second, "admin");
    const { token } = await invite(second, "admin");
    ok(await team.admin.delete(team.at(`/members/${second.personId}`)));
    refused(await accept(guest, token), 410, "gone");
    refused(await look(guest, token), 410, "gone");
    assert.equal(await isMember(guest), false);
  });

  it("is gone when the inviter may do less than its role gives", async () => {
    const second = await newPerson(test);
    await team.join(second, "admin");
    const { token } = await invite(second, "developer");
    ok(await team.admin.patch(team.at(`/members/${second.personId}`), { role: await team.newRole("read", "invite") }));
    refused(await accept(guest, token), 410, "gone");
  });

  it("is gone when the inviter may not invite any more", async () => {
    const second = await team.member("read", "invite");
    const { token } = await invite(second, "reader");
    ok(await team.admin.patch(team.at(`/members/${second.personId}`), { role: "reader" }));
    refused(await accept(guest, token), 410, "gone");
  });

  it("is gone when its role has since become more than the inviter may do", async () => {
    const inviter = await team.member("read", "invite");
    const role = await team.newRole("read");
    const { token } = await invite(inviter, role);
    const path = team.at(`/roles/${await team.role(role)}`);
    ok(await team.admin.patch(path, { permissions: ["read", "delete"] }, { "if-match": "*" }));
    refused(await accept(guest, token), 410, "gone");
    ok(await team.admin.patch(path, { permissions: ["read"] }, { "if-match": "*" }));
    ok(await accept(guest, token));
  });

  it("is gone when its role has since become more than the inviter's key was made for", async () => {
    const key = await keyFor(test, team.admin, { permissions: ["read", "invite"] });
    const role = await team.newRole("read");
    const { token } = await invite(key, role);
    const path = team.at(`/roles/${await team.role(role)}`);
    ok(await team.admin.patch(path, { permissions: ["read", "delete"] }, { "if-match": "*" }));
    refused(await accept(guest, token), 410, "gone");
  });

  it("is gone when the key that sent it has been revoked, a person's or the project's own", async () => {
    const persons = ok(await team.admin.post("/keys", { name: "leaked" }));
    const projects = ok(await team.admin.post(team.at("/keys"), { name: "leaked", permissions: ["read", "invite"] }));
    for (const [path, made] of [
      ["/keys", persons],
      [team.at("/keys"), projects],
    ]) {
      const other = await newPerson(test);
      const key = new TestClient(test.url, made.key, { id: "", email: "" });
      const { token, invitedBy } = await invite(key, "reader", other.email);
      assert.equal(invitedBy.keyStart, made.start);
      ok(await look(other, token));
      ok(await team.admin.delete(`${path}/${made.id}`));
      refused(await accept(other, token), 410, "gone");
    }
  });

  it("of a key of the project's own can be accepted", async () => {
    const { key } = ok(await team.admin.post(team.at("/keys"), { name: "ci", permissions: ["read", "invite"] }));
    const client = new TestClient(test.url, key, { id: "", email: "" });
    refused(
      await client.post(team.at("/invitations"), { email: guest.email, role: "developer" }),
      403,
      "not-permitted",
    );
    const { token, invitedBy } = await invite(client, "reader");
    assert.equal(invitedBy.kind, "project-key");
    ok(await accept(guest, token));
  });

  it("is gone while its project is being deleted, and none is made", async () => {
    const { token } = await invite(team.admin, "reader");
    await test.platform.database
      .updateTable("projects")
      .set({ state: "deleting" })
      .where("name", "=", team.project)
      .execute();
    refused(await accept(guest, token), 410, "gone");
    refused(
      await team.admin.post(team.at("/invitations"), { email: "x@example.com", role: "reader" }),
      409,
      "conflict",
    );
  });

  it("is not accepted by a key that was made for less, nor by a key of a project", async () => {
    const { token } = await invite(team.admin, "reader");
    for (const options of [{ permissions: ["read"] as const }, { projects: [(await newTeam(test)).project] }]) {
      refused(await accept(await keyFor(test, guest, options), token), 403, "not-permitted");
    }
    const { key } = ok(await team.admin.post(team.at("/keys"), { name: "ci", permissions: ["read", "invite"] }));
    refused(await accept(new TestClient(test.url, key, guest as never), token), 403, "not-permitted");
    refused(await accept(nobody(test.url), token), 401, "not-signed-in");
  });

  it("is not made for a member, nor twice for one person", async () => {
    await invite(team.admin, "reader");
    const again = await team.admin.post(team.at("/invitations"), { email: guest.email, role: "developer" });
    refused(again, 409, "conflict");
    const member = await team.member("read");
    refused(await team.admin.post(team.at("/invitations"), { email: member.email, role: "reader" }), 409, "conflict");
  });

  it("does not make a member of who has become one otherwise", async () => {
    const { token } = await invite(team.admin, "admin");
    const { id: projectId } = await test.platform.database
      .selectFrom("projects")
      .select("id")
      .where("name", "=", team.project)
      .executeTakeFirstOrThrow();
    await test.platform.database
      .insertInto("members")
      .values({ project_id: projectId, person_id: guest.personId, role_id: await team.role("reader") })
      .execute();
    refused(await accept(guest, token), 409, "conflict");
    assert.equal(ok(await guest.get(team.at(`/members/${guest.personId}`))).role.name, "reader");
  });

  it("cannot be made with a role of another project", async () => {
    const other = await newTeam(test);
    const role = await other.newRole("read");
    refused(await team.admin.post(team.at("/invitations"), { email: guest.email, role }), 422, "invalid");
  });

  it("is at most one of a hundred that are pending", async () => {
    const { id: projectId } = await test.platform.database
      .selectFrom("projects")
      .select("id")
      .where("name", "=", team.project)
      .executeTakeFirstOrThrow();
    const { id } = await invite(team.admin, "reader");
    const roleId = await team.role("reader");
    await test.platform.database
      .insertInto("invitations")
      .values(
        Array.from({ length: 99 }, (_, index) => ({
          id: randomUUID(),
          project_id: projectId,
          email: `guest-${index}@example.com`,
          role_id: roleId,
          token_hash: randomBytes(32),
          state: "pending" as const,
          expires_at: new Date(Date.now() + 3_600_000),
        })),
      )
      .execute();
    const more = { email: "more@example.com", role: "reader" };
    refused(await team.admin.post(team.at("/invitations"), more), 409, "conflict");
    await expire(id);
    ok(await team.admin.post(team.at("/invitations"), more));
  });

  it("is listed to who may invite, newest first, never with its token", async () => {
    const tokens: string[] = [];
    for (const name of ["a", "b", "c"]) {
      tokens.push((await invite(team.admin, "reader", `${name}@example.com`)).token);
    }
    const first = await team.admin.get(team.at("/invitations?limit=2"));
    const second = await team.admin.get(team.at(`/invitations?limit=2&after=${first.body.next}`));
    const items = [...first.body.items, ...second.body.items];
    assert.deepEqual(
      items.map(({ email }) => email),
      ["c@example.com", "b@example.com", "a@example.com"],
    );
    for (const token of tokens) assert.ok(!first.text.includes(token) && !second.text.includes(token));
  });

  it("is not found by a wrong token, which is not repeated", async () => {
    const token = randomBytes(32).toString("base64url");
    for (const answer of [await accept(guest, token), await look(guest, token)]) {
      refused(answer, 404, "not-found");
      assert.ok(!answer.text.includes(token));
    }
    for (const wrong of ["", "x", "x".repeat(44), 7, null])
      refused(await accept(guest, wrong as string), 422, "invalid");
  });

  it("has a token that stands in no row, no log line and no audit entry", async () => {
    const { token } = await invite(team.admin, "reader");
    await accept(await newPerson(test), token);
    await look(guest, token);
    ok(await accept(guest, token));
    await accept(guest, token);
    assert.ok(!test.log.join("\n").includes(token));
    assert.ok(!(await team.admin.get(team.at("/audit"))).text.includes(token));
    for (const table of ["invitations", "audit_entries", "idempotency_keys"] as const) {
      const rows = await test.platform.database.selectFrom(table).selectAll().execute();
      assert.ok(!JSON.stringify(rows).includes(token), table);
    }
  });
});
