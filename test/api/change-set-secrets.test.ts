import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, describe, it } from "mocha";
import { at, withChangeSets } from "./support/change-sets.ts";
import type { TestClient } from "./support/client.ts";
import type { TestPlatform } from "./support/platform.ts";
import { definitionOf } from "./support/project.ts";
import { ok, refused } from "./support/team.ts";

describe("change sets hold secrets", function () {
  this.timeout(600_000);
  const { opened, newProject, memberWith, stage, apply, variables } = withChangeSets();
  let platform: TestPlatform;
  let admin: TestClient;
  before(() => {
    ({ platform, admin } = opened());
  });

  const stored = async (project: string): Promise<string> => {
    const { database } = platform.platform;
    const rows = await Promise.all([
      database.selectFrom("change_sets").selectAll().execute(),
      database.selectFrom("variables").selectAll().execute(),
      database.selectFrom("revisions").selectAll().execute(),
      database.selectFrom("audit_entries").selectAll().execute(),
    ]);
    assert.ok(JSON.stringify(rows).includes(project));
    return JSON.stringify(rows);
  };

  it("encrypted, and show them to nobody", async () => {
    const project = await newProject();
    const canary = `canary-${randomUUID()}`;
    const made = await admin.post(at(project), {
      variables: { set: { db_password: { value: canary }, mode: { value: "fast" } }, remove: ["old"] },
    });
    const { id, variables: staged } = ok(made);
    assert.deepEqual(staged, {
      set: [
        { name: "db_password", secret: true },
        { name: "mode", secret: false, value: "fast" },
      ],
      remove: ["old"],
    });
    const plan = await admin.post(at(project, `/${id}/plan`));
    const applied = await apply(project, id);
    assert.equal(applied.status, 202, applied.text);
    const revision = await admin.get(`/projects/${project}/revisions/1`);
    for (const { text } of [made, plan, applied, revision, await admin.get(at(project, `/${id}`))]) {
      assert.ok(!text.includes(canary));
    }
    assert.ok(!(await stored(project)).includes(canary));
    assert.deepEqual(
      (await variables(project)).map(({ name, secret }: { name: string; secret: boolean }) => [name, secret]),
      [
        ["db_password", true],
        ["mode", false],
      ],
    );
  });

  it("of everything that their own definition declares one, also when that is said later", async () => {
    const project = await newProject();
    const canary = `canary-${randomUUID()}`;
    const declaring = definitionOf(project, { variables: { dsn: { secret: true, pattern: "canary-[-0-9a-f]+" } } });
    const set = { dsn: { value: canary } };
    const first = await admin.post(at(project), { definition: declaring, variables: { set } });
    assert.deepEqual(ok(first).variables.set, [{ name: "dsn", secret: true }]);
    const second = await admin.post(at(project), { variables: { set } });
    assert.deepEqual(ok(second).variables.set, [{ name: "dsn", secret: false, value: canary }]);
    const path = at(project, `/${second.body.id}`);
    const writer = await memberWith(project, "read", "write");
    refused(await writer.patch(path, { definition: declaring }, { "if-match": "*" }), 403, "not-permitted");
    const sealed = await admin.patch(path, { definition: declaring }, { "if-match": "*" });
    assert.deepEqual(ok(sealed).variables.set, [{ name: "dsn", secret: true }]);
    assert.ok(!(await stored(project)).includes(canary));
    for (const [value, secret, code] of [
      [canary, false, "declared-secret"],
      [`another ${canary}`, undefined, "wrong-format"],
      [`⟦secret:x⟧${canary}`, undefined, "reserved-text"],
    ] as const) {
      const answer = await admin.post(at(project), {
        definition: declaring,
        variables: { set: { dsn: { value, secret } } },
      });
      assert.equal(refused(answer, 422, "invalid").diagnostics[0].code, code);
      assert.deepEqual(answer.body.diagnostics[0].path.slice(0, 3), ["variables", "set", "dsn"]);
      assert.ok(!answer.text.includes(canary));
    }
  });

  it("only of who may set them, and apply them only for such a one", async () => {
    const project = await newProject();
    ok(await admin.put(`/projects/${project}/variables/known`, { value: "x", secret: true }));
    const writer = await memberWith(project, "read", "write", "deploy");
    for (const set of [
      { api_token: { value: "x" } },
      { plain: { value: "x", secret: true } },
      { known: { value: "x" } },
      { known: { value: "x", secret: false } },
    ]) {
      refused(await writer.post(at(project), { variables: { set } }), 403, "not-permitted");
      const id = await stage(project, { variables: { set } });
      refused(await apply(project, id, writer), 403, "not-permitted");
    }
    const open = await stage(project, { variables: { set: { later: { value: "x" } } } }, writer);
    ok(await admin.put(`/projects/${project}/variables/later`, { value: "x", secret: true }));
    assert.match(refused(await apply(project, open, writer), 403, "not-permitted").detail, /making "later" no secret/);
  });

  it("that are set or removed, not both", async () => {
    const project = await newProject();
    const answer = await admin.post(at(project), { variables: { set: { a: { value: "" } }, remove: ["a"] } });
    assert.equal(refused(answer, 422, "invalid").diagnostics[0].code, "contradiction");
  });
});
