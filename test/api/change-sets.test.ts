import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "mocha";
import type { Permission } from "../../api/identity/permissions.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { definitionOf, joinWith, newName } from "./support/project.ts";
import { ok, refused } from "./support/team.ts";
import { addTestZone } from "./support/zones.ts";

describe("change sets", function () {
  this.timeout(120_000);
  let platform: TestPlatform;
  let admin: TestClient;

  before(async () => {
    platform = await testPlatform();
    admin = await newPerson(platform, { name: "Ada" });
    await addTestZone(platform);
  });
  after(() => platform.close());

  const containers = (...names: string[]) => ({ containers: names.map((name) => ({ name, image: "nginx:1.29" })) });
  const newProject = async (more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const name = newName();
    ok(await admin.post("/projects", { name, definition: definitionOf(name, more) }));
    return name;
  };
  const memberWith = async (project: string, ...permissions: Permission[]): Promise<TestClient> => {
    const person = await newPerson(platform);
    await joinWith(platform, project, person, permissions);
    return person;
  };
  const at = (project: string, path = "") => `/projects/${project}/change-sets${path}`;
  const stage = async (project: string, body: Readonly<Record<string, unknown>>, who = admin): Promise<string> =>
    ok(await who.post(at(project), body)).id;
  const apply = (project: string, id: string, who = admin, headers?: Record<string, string>) =>
    who.post(at(project, `/${id}/apply`), {}, headers);
  const revisions = async (project: string) => ok(await admin.get(`/projects/${project}/revisions`)).items;
  const variables = async (project: string) => ok(await admin.get(`/projects/${project}/variables`)).items;

  describe("are staged", () => {
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

  describe("hold secrets", () => {
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
      assert.match(
        refused(await apply(project, open, writer), 403, "not-permitted").detail,
        /making "later" no secret/,
      );
    });

    it("that are set or removed, not both", async () => {
      const project = await newProject();
      const answer = await admin.post(at(project), { variables: { set: { a: { value: "" } }, remove: ["a"] } });
      assert.equal(refused(answer, 422, "invalid").diagnostics[0].code, "contradiction");
    });
  });

  describe("are applied", () => {
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
      ok(
        await admin.patch(at(project, `/${id}`), { variables: { set: { tag: { value: "1" } } } }, { "if-match": "*" }),
      );
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
});
