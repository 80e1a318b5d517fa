import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { at, containers, withChangeSets } from "./support/change-sets.ts";
import type { TestClient } from "./support/client.ts";
import { definitionOf, newName } from "./support/project.ts";
import { ok, refused } from "./support/team.ts";

describe("change sets are applied", function () {
  this.timeout(600_000);
  const { opened, newProject, memberWith, stage, apply, revisions, variables } = withChangeSets();
  let admin: TestClient;
  before(() => {
    ({ admin } = opened());
  });

  it("as the newest revision, with the definition and variables they hold and an update for each zone", async () => {
    const project = await newProject();
    ok(await admin.put(`/projects/${project}/variables/old`, { value: "1" }));
    ok(await admin.put(`/projects/${project}/variables/kept`, { value: "1" }));
    const definition = definitionOf(project, containers("web", "worker"));
    const id = await stage(project, {
      definition,
      comment: "a worker",
      variables: { set: { mode: { value: "fast" } }, remove: ["old", "never_there"] },
    });
    const applied = await apply(project, id);
    assert.equal(applied.status, 202, applied.text);
    assert.equal(applied.headers.get("location"), `/api/v1/projects/${project}/revisions/1`);
    const { revision, updates } = applied.body;
    assert.deepEqual([revision, updates.length, updates[0].state, updates[0].revision], [1, 1, "waiting", 1]);
    const made = ok(await admin.get(`/projects/${project}/revisions/1`));
    assert.deepEqual(
      [made.text, made.comment, made.containers, made.variables],
      [
        definition.text,
        "a worker",
        ["web", "worker"],
        [
          { name: "kept", secret: false, value: "1" },
          { name: "mode", secret: false, value: "fast" },
        ],
      ],
    );
    const current = ok(await admin.get(`/projects/${project}/definition`));
    assert.deepEqual([current.version, current.text], [2, definition.text]);
    assert.deepEqual(
      (await variables(project)).map(({ name }: { name: string }) => name),
      ["kept", "mode"],
    );
    const row = ok(await admin.get(at(project, `/${id}`)));
    assert.deepEqual([row.state, row.revision], ["applied", 1]);
    for (const answer of [
      await apply(project, id),
      await admin.patch(at(project, `/${id}`), {}, { "if-match": "*" }),
      await admin.delete(at(project, `/${id}`)),
      await admin.post(at(project, `/${id}/plan`)),
    ]) {
      assert.match(refused(answer, 409, "conflict").detail, /was applied/);
    }
    const { items } = ok(await admin.get(`/projects/${project}/audit`));
    assert.deepEqual([items[0].operation, items[0].target.revision], ["applyChangeSet", "1"]);
  });

  it("never over what was saved meanwhile: the answer says what, by whom and when", async () => {
    const project = await newProject();
    const id = await stage(project, { definition: definitionOf(project, containers("web", "mine")) });
    const writer = await memberWith(project, "read", "write");
    const theirs = definitionOf(project, containers("web", "theirs"));
    ok(await writer.put(`/projects/${project}/definition`, theirs, { "if-match": '"1"' }));
    assert.equal(ok(await admin.post(at(project, `/${id}/plan`))).stale, true);
    const { changed } = refused(await apply(project, id), 412, "stale");
    assert.deepEqual([changed.version, changed.savedBy.name], [2, writer.email.split("@")[0]]);
    assert.ok(Date.now() - Date.parse(changed.savedAt) < 60_000);
    assert.match(changed.difference, /^\+ +"name": "theirs"/m);
    const late = await stage(project, {
      definition: definitionOf(project, containers("web", "late")),
      baseVersion: 1,
    });
    refused(await apply(project, late), 412, "stale");
    refused(await admin.post(at(project), { baseVersion: 3 }), 422, "invalid");
    const both = definitionOf(project, containers("web", "theirs", "mine"));
    const rebased = { definition: both, baseVersion: 2 };
    ok(await admin.patch(at(project, `/${id}`), rebased, { "if-match": '"1"' }));
    assert.equal((await apply(project, id)).status, 202);
    assert.equal(ok(await admin.get(`/projects/${project}/definition`)).text, both.text);
  });

  it("only by who may deploy and write", async () => {
    const project = await newProject();
    const id = await stage(project, {});
    for (const permissions of [["read", "write"], ["read", "deploy"], ["read"]] as const) {
      const member = await memberWith(project, ...permissions);
      refused(await apply(project, id, member), 403, "not-permitted");
    }
    assert.equal((await apply(project, id, await memberWith(project, "read", "write", "deploy"))).status, 202);
  });

  it("so that containers, volumes and variables go only by who may delete", async () => {
    const volumes = [{ name: "data", size: "1Gi" }];
    const project = await newProject({ ...containers("web", "worker"), volumes });
    ok(await admin.put(`/projects/${project}/variables/mode`, { value: "fast" }));
    const writer = await memberWith(project, "read", "write", "deploy");
    const smaller = await stage(project, { definition: definitionOf(project) }, writer);
    assert.match(
      refused(await apply(project, smaller, writer), 403, "not-permitted").detail,
      /removing container "worker", volume "data" needs the permission "delete"/,
    );
    const without = await stage(project, { variables: { remove: ["mode"] } }, writer);
    assert.match(refused(await apply(project, without, writer), 403, "not-permitted").detail, /variable "mode"/);
    const nothing = await stage(project, { variables: { remove: ["never_there"] } }, writer);
    assert.equal((await apply(project, nothing, writer)).status, 202);
    const deleter = await memberWith(project, "read", "write", "deploy", "delete");
    assert.equal((await apply(project, without, deleter)).status, 202);
    assert.equal((await apply(project, smaller, deleter)).status, 202);
  });

  it("not before everything in them has a value", async () => {
    const project = await newProject();
    const definition = definitionOf(project, {
      containers: [{ name: "web", image: "nginx:$tag" }],
      variables: { tag: {} },
    });
    const id = await stage(project, { definition });
    const { diagnostics } = refused(await apply(project, id), 422, "invalid");
    assert.deepEqual([diagnostics[0].code, diagnostics[0].path], ["missing-variable", ["variables", "tag"]]);
    ok(await admin.patch(at(project, `/${id}`), { variables: { set: { tag: { value: "1" } } } }, { "if-match": "*" }));
    assert.equal((await apply(project, id)).status, 202);
  });

  it("not without a zone to run in, nor into one without a claim", async () => {
    const project = newName();
    ok(await admin.post("/projects", { name: project, definition: definitionOf(project), zones: [] }));
    const id = await stage(project, {});
    assert.match(refused(await apply(project, id), 409, "conflict").detail, /has no zone to run in/);
    assert.match(refused(await admin.post(at(project, `/${id}/plan`)), 409, "conflict").detail, /has no zone/);
    const other = await newProject();
    const elsewhere = await stage(other, {});
    const answer = await admin.post(at(other, `/${elsewhere}/apply`), { zones: ["nowhere"] });
    assert.equal(refused(answer, 422, "invalid").diagnostics[0].code, "no-claim");
  });

  it("once, however many apply the same, or others from the same definition, at one moment", async () => {
    const project = await newProject();
    const same = await stage(project, { definition: definitionOf(project, containers("web", "same")) });
    const answers = await Promise.all(Array.from({ length: 6 }, () => apply(project, same)));
    assert.equal(answers.filter(({ status }) => status === 202).length, 1);
    for (const answer of answers.filter(({ status }) => status !== 202)) {
      assert.ok([409, 412].includes(answer.status), answer.text);
    }
    const others = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        stage(project, { definition: definitionOf(project, containers("web", "same", `c-${index}`)) }),
      ),
    );
    const raced = await Promise.all(others.map((id) => apply(project, id)));
    assert.equal(raced.filter(({ status }) => status === 202).length, 1);
    for (const answer of raced.filter(({ status }) => status !== 202)) refused(answer, 412, "stale");
    assert.equal((await revisions(project)).length, 2);
    const open = ok(await admin.get(at(project, "?state=open"))).items;
    assert.equal(open.length, 5);
  });

  it("not over a variable that is set at the same moment", async () => {
    const project = await newProject();
    const ids = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        stage(project, { variables: { set: { [`staged_${index}`]: { value: "1" } } } }),
      ),
    );
    const answers = await Promise.all(ids.map((id) => apply(project, id)));
    const applied = answers.filter(({ status }) => status === 202);
    assert.ok(applied.length >= 1);
    for (const answer of answers.filter(({ status }) => status !== 202)) refused(answer, 409, "conflict");
    const newest = (await revisions(project))[0].number;
    const held = ok(await admin.get(`/projects/${project}/revisions/${newest}`)).variables;
    assert.equal(held.length, applied.length, "a revision lacks a variable that was applied before it");
  });
});
