import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { at, containers, withChangeSets } from "./support/change-sets.ts";
import type { TestClient } from "./support/client.ts";
import type { TestPlatform } from "./support/platform.ts";
import { definitionOf, newName } from "./support/project.ts";
import { ok, refused } from "./support/team.ts";

describe("change sets are staged", function () {
  this.timeout(600_000);
  const { opened, newProject, memberWith, stage, apply, revisions } = withChangeSets();
  let platform: TestPlatform;
  let admin: TestClient;
  before(() => {
    ({ platform, admin } = opened());
  });

  it("from the current definition, edited under a version, listed and discarded", async () => {
    const project = await newProject();
    const made = await admin.post(at(project), { comment: "a worker" });
    const { id, ...detail } = ok(made);
    assert.equal(made.status, 201);
    assert.equal(made.headers.get("location"), `/api/v1${at(project, `/${id}`)}`);
    assert.equal(made.headers.get("etag"), '"1"');
    assert.deepEqual(
      [detail.state, detail.comment, detail.baseVersion, detail.revision, detail.createdBy.name],
      ["open", "a worker", 1, null, "Ada"],
    );
    assert.deepEqual(detail.definition, definitionOf(project));
    const definition = definitionOf(project, containers("web", "worker"));
    const edited = await admin.patch(at(project, `/${id}`), { definition }, { "if-match": '"1"' });
    assert.deepEqual([edited.status, edited.headers.get("etag")], [200, '"2"'], edited.text);
    assert.deepEqual([edited.body.definition, edited.body.comment], [definition, "a worker"]);
    assert.deepEqual((await admin.get(at(project, `/${id}`))).body, edited.body);
    const { definition: _, variables: __, ...listed } = edited.body;
    assert.deepEqual(ok(await admin.get(at(project, "?state=open"))), { items: [listed], next: null });
    assert.equal((await admin.delete(at(project, `/${id}`))).status, 204);
    assert.deepEqual(ok(await admin.get(at(project, "?state=open"))).items, []);
    assert.equal(ok(await admin.get(at(project, `/${id}`))).state, "discarded");
    assert.deepEqual(await revisions(project), []);
  });

  it("page by page, newest first", async () => {
    const project = await newProject();
    const made: string[] = [];
    for (let index = 0; index < 5; index++) made.unshift(await stage(project, {}));
    const found: string[] = [];
    let after = "";
    for (;;) {
      const { items, next } = ok(await admin.get(at(project, `?limit=2${after && `&after=${after}`}`)));
      found.push(...items.map((item: { id: string }) => item.id));
      if (next === null) break;
      after = next;
    }
    assert.deepEqual(found, made);
    const garbage = Buffer.from('["none of ours"]').toString("base64url");
    refused(await admin.get(at(project, `?after=${garbage}`)), 422, "invalid");
  });

  it("whatever is wrong with the definition, which their plan tells", async () => {
    const project = await newProject();
    const definition = { format: "json", text: '{ "containers": 3 }' };
    const id = await stage(project, { definition });
    const plan = ok(await admin.post(at(project, `/${id}/plan`)));
    assert.equal(plan.stale, false);
    assert.ok(plan.zones[0].errors.length > 0);
    refused(await apply(project, id), 422, "invalid");
    assert.deepEqual(await revisions(project), []);
  });

  it("only by who may write, and seen by who may read", async () => {
    const project = await newProject();
    const reader = await memberWith(project, "read");
    const id = await stage(project, {});
    refused(await reader.post(at(project), {}), 403, "not-permitted");
    refused(await reader.patch(at(project, `/${id}`), {}, { "if-match": "*" }), 403, "not-permitted");
    refused(await reader.delete(at(project, `/${id}`)), 403, "not-permitted");
    assert.equal((await reader.get(at(project, `/${id}`))).status, 200);
    assert.equal((await reader.post(at(project, `/${id}/plan`))).status, 200);
  });

  it("in bounded number", async () => {
    const project = await newProject();
    const ids = await Promise.all(Array.from({ length: 100 }, () => stage(project, {})));
    assert.match(refused(await admin.post(at(project), {}), 409, "conflict").detail, /100 change sets are open/);
    assert.equal((await admin.delete(at(project, `/${ids[0]}`))).status, 204);
    assert.equal((await admin.post(at(project), {})).status, 201);
  });

  it("for no project that is being deleted, and not without any definition", async () => {
    const empty = newName();
    ok(await admin.post("/projects", { name: empty }));
    assert.match(refused(await admin.post(at(empty), {}), 409, "conflict").detail, /has no definition yet/);
    const id = await stage(empty, { definition: definitionOf(empty) });
    assert.equal(ok(await admin.get(at(empty, `/${id}`))).baseVersion, 0);
    await platform.platform.database
      .updateTable("projects")
      .set({ state: "deleting" })
      .where("name", "=", empty)
      .execute();
    for (const answer of [
      await admin.post(at(empty), { definition: definitionOf(empty) }),
      await admin.patch(at(empty, `/${id}`), {}, { "if-match": "*" }),
      await admin.delete(at(empty, `/${id}`)),
      await apply(empty, id),
    ]) {
      assert.match(refused(answer, 409, "conflict").detail, /is being deleted/);
    }
  });

  it("and edited only from what was seen, which a late edit is told", async () => {
    const project = await newProject();
    const id = await stage(project, {});
    const path = at(project, `/${id}`);
    refused(await admin.patch(path, { comment: "x" }), 428, "version-required");
    const writer = await memberWith(project, "read", "write");
    ok(await writer.patch(path, { comment: "theirs" }, { "if-match": '"1"' }));
    const late = refused(await admin.patch(path, { comment: "mine" }, { "if-match": '"1"' }), 412, "stale");
    assert.equal(late.changed.comment, "theirs");
    assert.equal(late.changed.updatedBy.name, writer.email.split("@")[0]);
    refused(await admin.delete(path, { "if-match": '"1"' }), 412, "stale");
    refused(await apply(project, id, admin, { "if-match": '"1"' }), 412, "stale");
    const edits = await Promise.all(
      Array.from({ length: 8 }, (_, index) => admin.patch(path, { comment: `edit ${index}` }, { "if-match": '"2"' })),
    );
    assert.equal(edits.filter(({ status }) => status === 200).length, 1);
    assert.equal((await apply(project, id, admin, { "if-match": '"3"' })).status, 202);
  });
});
