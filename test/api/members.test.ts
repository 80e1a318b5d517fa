import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, describe, it } from "mocha";
import { newPerson } from "./support/client.ts";
import { keyFor } from "./support/key.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newTeam, ok, refused, type Team } from "./support/team.ts";

describe("members of a project", () => {
  let test: TestPlatform;
  let team: Team;
  before(async () => {
    test = await testPlatform();
  });
  after(() => test.close());
  beforeEach(async () => {
    team = await newTeam(test);
  });

  const path = (person: { readonly personId: string }) => team.at(`/members/${person.personId}`);
  const roleOf = async (person: { readonly personId: string }) => ok(await team.admin.get(path(person))).role.name;

  it("begin with the creator, who is its admin", async () => {
    const { items, next } = ok(await team.admin.get(team.at("/members")));
    assert.equal(next, null);
    assert.deepEqual(
      items.map(({ person, role }: { person: { id: string }; role: { name: string } }) => [person.id, role.name]),
      [[team.admin.personId, "admin"]],
    );
  });

  it("are listed by name, page by page, each once", async () => {
    for (const name of ["Čapek", "anna", "anna"]) {
      const person = await newPerson(test);
      await test.platform.accounts.setName(person.personId, name);
      await team.join(person, "reader");
    }
    const seen: string[] = [];
    let after = "";
    do {
      const page = ok(await team.admin.get(team.at(`/members?limit=1${after}`)));
      seen.push(...page.items.map(({ person }: { person: { id: string } }) => person.id));
      after = page.next && `&after=${page.next}`;
    } while (after);
    assert.equal(seen.length, 4);
    assert.equal(new Set(seen).size, 4);
  });

  it("show e-mail addresses to who may invite, and to oneself", async () => {
    const reader = await team.member("read");
    const seen = async (client: typeof reader, whose: typeof reader) => ok(await client.get(path(whose))).person.email;
    assert.equal(await seen(reader, team.admin), null);
    assert.equal(await seen(reader, reader), reader.email);
    assert.equal(await seen(team.admin, reader), reader.email);
    const { text } = await reader.get(team.at("/members"));
    assert.ok(!text.includes(team.admin.email), text);
  });

  it("cannot be found where there are none", async () => {
    const stranger = await newPerson(test);
    refused(await team.admin.get(path(stranger)), 404, "not-found");
    refused(await team.admin.get(team.at(`/members/${randomUUID()}`)), 404, "not-found");
    refused(await team.admin.get(team.at("/members/nobody")), 404, "not-found");
    refused(await stranger.get(path(team.admin)), 404, "not-found");
  });

  it("get another role from who may invite and holds what both roles give", async () => {
    const inviter = await team.member("read", "invite");
    const reader = await team.member("read");
    const role = await team.newRole("invite");
    ok(await inviter.patch(path(reader), { role }));
    assert.equal(await roleOf(reader), role);
  });

  it("get no role that goes beyond what the giver may do", async () => {
    const inviter = await team.member("read", "invite");
    const reader = await team.member("read");
    refused(await inviter.patch(path(reader), { role: "developer" }), 403, "not-permitted");
    refused(await inviter.patch(path(reader), { role: "admin" }), 403, "not-permitted");
    refused(await inviter.patch(path(inviter), { role: "admin" }), 403, "not-permitted");
    assert.notEqual(await roleOf(inviter), "admin");
  });

  it("who may do more cannot be demoted or removed by who may do less", async () => {
    const inviter = await team.member("read", "invite");
    const developer = await newPerson(test);
    await team.join(developer, "developer");
    refused(await inviter.patch(path(developer), { role: "reader" }), 403, "not-permitted");
    refused(await inviter.delete(path(developer)), 403, "not-permitted");
    refused(await inviter.delete(path(team.admin)), 403, "not-permitted");
    assert.equal(await roleOf(developer), "developer");
  });

  it("give nothing through a key that was made for less", async () => {
    const key = await keyFor(test, team.admin, { permissions: ["read", "invite"] });
    const reader = await team.member("read");
    refused(await key.patch(path(reader), { role: "developer" }), 403, "not-permitted");
    refused(await key.patch(path(team.admin), { role: "reader" }), 403, "not-permitted");
  });

  it("cannot be changed without the permission to invite", async () => {
    const all = await team.member("read", "write", "delete", "deploy", "secrets", "roles", "keys", "kubeconfig");
    const reader = await team.member("read");
    refused(await all.patch(path(reader), { role: "reader" }), 403, "not-permitted");
    refused(await all.delete(path(reader)), 403, "not-permitted");
  });

  it("cannot have a role that the project does not have", async () => {
    const other = await newTeam(test);
    const role = await other.newRole("read");
    const reader = await team.member("read");
    const { diagnostics } = refused(await team.admin.patch(path(reader), { role }), 422, "invalid");
    assert.deepEqual(diagnostics[0].path, ["role"]);
  });

  it("leave without any permission but to see the project, and are strangers then", async () => {
    const reader = await team.member("read");
    assert.equal((await reader.delete(path(reader))).status, 204);
    refused(await reader.get(team.at("/members")), 404, "not-found");
  });

  it("are not made to leave by a key that was made for less", async () => {
    const reader = await team.member("read");
    const key = await keyFor(test, reader, { permissions: ["read"] });
    refused(await key.delete(path(reader)), 403, "not-permitted");
    const ofProject = await keyFor(test, reader, { projects: [team.project] });
    refused(await ofProject.delete(path(reader)), 403, "not-permitted");
  });

  it("always count an admin: the last can neither leave nor be demoted", async () => {
    refused(await team.admin.delete(path(team.admin)), 409, "conflict");
    refused(await team.admin.patch(path(team.admin), { role: "reader" }), 409, "conflict");
    const second = await newPerson(test);
    await team.join(second, "admin");
    ok(await team.admin.patch(path(team.admin), { role: "reader" }));
    refused(await second.delete(path(second)), 409, "conflict");
  });

  it("always count an admin, also when all of them leave at once", async () => {
    const admins = [team.admin, ...(await Promise.all(Array.from({ length: 5 }, () => newPerson(test))))];
    for (const admin of admins.slice(1)) await team.join(admin, "admin");
    const answers = await Promise.all(admins.map((admin) => admin.delete(path(admin))));
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [204, 204, 204, 204, 204, 409]);
  });

  it("who were removed come back by no invitation that was pending", async () => {
    const reader = await team.member("read");
    // As somebody would have made it who was quicker than the removal.
    const { token, id } = ok(
      await team.admin.post(team.at("/invitations"), { email: "a@example.com", role: "reader" }),
    );
    await test.platform.database.updateTable("invitations").set({ email: reader.email }).where("id", "=", id).execute();
    assert.equal((await team.admin.delete(path(reader))).status, 204);
    refused(await reader.post("/invitations/accept", { token }), 410, "gone");
  });

  it("lose at once what they could do, with every key", async () => {
    const member = await team.member("read", "invite");
    const key = await keyFor(test, member, {});
    ok(await key.get(team.at("/members")));
    assert.equal((await team.admin.delete(path(member))).status, 204);
    refused(await key.get(team.at("/members")), 404, "not-found");
  });
});
