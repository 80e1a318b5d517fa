import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, describe, it } from "mocha";
import { ALL_PERMISSIONS } from "../../api/identity/permissions.ts";
import { nobody, type TestClient } from "./support/client.ts";
import { keyFor } from "./support/key.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newTeam, ok, refused, type Team } from "./support/team.ts";

describe("roles of a project", () => {
  let test: TestPlatform;
  let team: Team;
  before(async () => {
    test = await testPlatform();
  });
  after(() => test.close());
  beforeEach(async () => {
    team = await newTeam(test);
  });

  const at = async (name: string) => team.at(`/roles/${await team.role(name)}`);
  const change = async (client: TestClient, name: string, body: unknown, version = "*") =>
    client.patch(await at(name), body, { "if-match": version });

  it("begin with admin, developer and reader", async () => {
    const { items } = ok(await team.admin.get(team.at("/roles")));
    assert.deepEqual(
      items.map(({ name }: { name: string }) => name),
      ["admin", "developer", "reader"],
    );
    assert.deepEqual(items[0].permissions, ALL_PERMISSIONS);
    assert.equal(items[0].builtIn, true);
  });

  it("are made of permissions whose meaning anybody can look up", async () => {
    const { items } = ok(await nobody(test.url).get("/permissions"));
    assert.deepEqual(
      items.map(({ name }: { name: string }) => name),
      ALL_PERMISSIONS,
    );
    assert.ok(items.every(({ meaning }: { meaning: string }) => meaning.length > 10));
  });

  it("are made, read, changed and removed", async () => {
    const body = { name: "on call", description: "looks after it at night", permissions: ["deploy", "read"] };
    const made = await team.admin.post(team.at("/roles"), body);
    assert.equal(made.status, 201);
    assert.deepEqual(made.body.permissions, ["read", "deploy"]);
    const path = (made.headers.get("location") as string).replace("/api/v1", "");
    const read = await team.admin.get(path);
    assert.deepEqual(read.body, made.body);
    assert.equal(read.headers.get("etag"), '"1"');
    const changed = await team.admin.patch(path, { permissions: ["read"] }, { "if-match": '"1"' });
    assert.equal(changed.headers.get("etag"), '"2"');
    assert.deepEqual(ok(changed), { ...made.body, permissions: ["read"], version: 2 });
    assert.equal((await team.admin.delete(path)).status, 204);
    refused(await team.admin.get(path), 404, "not-found");
  });

  it("tell a stale write what is there now, and who changed it", async () => {
    const name = await team.newRole("read");
    ok(await change(team.admin, name, { permissions: ["read", "write"] }, '"1"'));
    const { changed } = refused(await change(team.admin, name, { permissions: ["deploy"] }, '"1"'), 412, "stale");
    assert.deepEqual(changed.role.permissions, ["read", "write"]);
    assert.equal(changed.by.name, team.admin.email.replace("@example.com", ""));
    const path = await at(name);
    refused(await team.admin.patch(path, { permissions: ["deploy"] }), 428, "version-required");
  });

  it("hold what members may do from the moment they are changed", async () => {
    const member = await team.member("read", "invite");
    const { role } = ok(await team.admin.get(team.at(`/members/${member.personId}`)));
    ok(await member.get(team.at("/invitations")));
    ok(await change(team.admin, role.name, { permissions: ["read"] }));
    refused(await member.get(team.at("/invitations")), 403, "not-permitted");
  });

  it("never hold what their maker may not do", async () => {
    const maker = await team.member("read", "roles");
    const permissions = ["read", "roles", "deploy"];
    const { detail } = refused(
      await maker.post(team.at("/roles"), { name: "more", permissions }),
      403,
      "not-permitted",
    );
    assert.ok(detail.includes('"deploy"'), detail);
    ok(await maker.post(team.at("/roles"), { name: "same", permissions: ["read", "roles"] }));
  });

  it("never get what their changer may not do, least of all the changer's own", async () => {
    const maker = await team.member("read", "roles");
    const { role } = ok(await team.admin.get(team.at(`/members/${maker.personId}`)));
    refused(await change(maker, role.name, { permissions: ["read", "roles", "invite"] }), 403, "not-permitted");
    refused(await change(maker, "reader", { permissions: ["read", "write"] }), 403, "not-permitted");
  });

  it("that hold more than the changer may do stay as they are", async () => {
    const maker = await team.member("read", "roles");
    refused(await change(maker, "developer", { permissions: ["read"] }), 403, "not-permitted");
    refused(await change(maker, "developer", { name: "reader 2" }), 403, "not-permitted");
    refused(await maker.delete(await at("developer")), 403, "not-permitted");
  });

  it("hold nothing that a key was not made for", async () => {
    const key = await keyFor(test, team.admin, { permissions: ["read", "roles"] });
    refused(await key.post(team.at("/roles"), { name: "more", permissions: ["write"] }), 403, "not-permitted");
    refused(await change(key, "developer", { permissions: ["read"] }), 403, "not-permitted");
  });

  it("cannot be made by who may only read", async () => {
    const reader = await team.member("read", "invite", "keys");
    refused(await reader.post(team.at("/roles"), { name: "own", permissions: ["read"] }), 403, "not-permitted");
    refused(await change(reader, "reader", { name: "own" }), 403, "not-permitted");
  });

  it("leave the admin's role as it is, also to admins", async () => {
    refused(await change(team.admin, "admin", { permissions: ["read"] }), 409, "conflict");
    refused(await change(team.admin, "admin", { name: "owner" }), 409, "conflict");
    refused(await team.admin.delete(await at("admin")), 409, "conflict");
  });

  it("are not removed while somebody has them or is invited to", async () => {
    const member = await team.member("read");
    const { role } = ok(await team.admin.get(team.at(`/members/${member.personId}`)));
    const invitation = ok(
      await team.admin.post(team.at("/invitations"), { email: "later@example.com", role: role.name }),
    );
    const { detail } = refused(await team.admin.delete(await at(role.name)), 409, "conflict");
    assert.match(detail, /1 members and 1 pending invitations/);
    ok(await team.admin.patch(team.at(`/members/${member.personId}`), { role: "reader" }));
    refused(await team.admin.delete(await at(role.name)), 409, "conflict");
    ok(await team.admin.delete(team.at(`/invitations/${invitation.id}`)));
    assert.equal((await team.admin.delete(await at(role.name))).status, 204);
  });

  it("have names that are unique in their project, and in no other", async () => {
    refused(await team.admin.post(team.at("/roles"), { name: "reader", permissions: ["read"] }), 409, "conflict");
    const name = await team.newRole("read");
    refused(await change(team.admin, name, { name: "reader" }), 409, "conflict");
    ok(await change(team.admin, name, { name }));
    const other = await newTeam(test);
    ok(await other.admin.post(other.at("/roles"), { name, permissions: ["read"] }));
  });

  it("of one name are made once, however many ask at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => team.admin.post(team.at("/roles"), { name: "one", permissions: ["read"] })),
    );
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, ...Array(9).fill(409)]);
  });

  it("are not found through another project", async () => {
    const other = await newTeam(test);
    const path = other.at(`/roles/${await team.role("reader")}`);
    refused(await other.admin.get(path), 404, "not-found");
    refused(await other.admin.patch(path, { name: "x" }, { "if-match": "*" }), 404, "not-found");
    refused(await other.admin.delete(path), 404, "not-found");
    refused(await team.admin.get(team.at(`/roles/${randomUUID()}`)), 404, "not-found");
  });

  it("are at most 50", async () => {
    const names = Array.from({ length: 47 }, (_, index) => `role ${index}`);
    for (const name of names) ok(await team.admin.post(team.at("/roles"), { name, permissions: ["read"] }));
    refused(await team.admin.post(team.at("/roles"), { name: "more", permissions: ["read"] }), 409, "conflict");
    const { items, next } = ok(await team.admin.get(team.at("/roles?limit=30")));
    const rest = ok(await team.admin.get(team.at(`/roles?limit=30&after=${next}`)));
    assert.equal(new Set([...items, ...rest.items].map(({ id }: { id: string }) => id)).size, 50);
    assert.equal(rest.next, null);
  });

  it("take no hostile input", async () => {
    const bodies: unknown[] = [
      { name: "x", permissions: [] },
      { name: "x", permissions: ["read", "read"] },
      { name: "x", permissions: ["everything"] },
      { name: "x", permissions: "read" },
      { name: "", permissions: ["read"] },
      { name: " ", permissions: ["read"] },
      { name: "reader ", permissions: ["read"] },
      { name: "a\nb", permissions: ["read"] },
      { name: "x".repeat(41), permissions: ["read"] },
      { name: "x", permissions: ["read"], built_in: true },
      { name: "x", permissions: ["read"], builtIn: true },
      { name: "x", description: "x".repeat(501), permissions: ["read"] },
      [],
      null,
    ];
    for (const body of bodies) {
      refused(await team.admin.post(team.at("/roles"), body), 422, "invalid");
    }
    for (const after of ["x", "W10", btoa('["x"]'), btoa("[1]"), btoa('["\\u0000"]'), btoa("[1.5]")]) {
      refused(await team.admin.get(team.at(`/roles?after=${encodeURIComponent(after)}`)), 422, "invalid");
    }
  });
});
