import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "mocha";
import type { Permission } from "../../api/identity/permissions.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { definitionOf, joinWith, newName } from "./support/project.ts";
import { ok, refused } from "./support/team.ts";
import { addTestZone } from "./support/zones.ts";

describe("revisions", () => {
  let platform: TestPlatform;
  let admin: TestClient;
  let zone: string;

  before(async () => {
    platform = await testPlatform();
    admin = await newPerson(platform, { name: "Ada" });
    zone = await addTestZone(platform);
  });
  after(() => platform.close());

  const containers = (...names: string[]) => ({ containers: names.map((name) => ({ name, image: "nginx:1.29" })) });
  const newProject = async (more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const name = newName();
    ok(await admin.post("/projects", { name, definition: definitionOf(name, more), zones: [zone] }));
    return name;
  };
  const memberWith = async (project: string, ...permissions: Permission[]): Promise<TestClient> => {
    const person = await newPerson(platform);
    await joinWith(platform, project, person, permissions);
    return person;
  };
  const at = (project: string, path = "") => `/projects/${project}/revisions${path}`;
  const save = async (project: string, more: Readonly<Record<string, unknown>>) =>
    ok(await admin.put(`/projects/${project}/definition`, definitionOf(project, more), { "if-match": "*" }));
  const set = async (project: string, name: string, value: string, secret = false) =>
    ok(await admin.put(`/projects/${project}/variables/${name}`, { value, secret }));
  const deploy = async (project: string, comment = ""): Promise<number> =>
    ok(await admin.post(at(project), { comment })).revision;
  const rollBack = (project: string, to: number, who = admin) => who.post(at(project, `/${to}/rollback`), {});

  describe("are made by deploying", () => {
    it("with the definition and variables as they are, and an update for each zone", async () => {
      const project = await newProject();
      await set(project, "mode", "fast");
      await set(project, "token", "s3cret", true);
      const before = Date.now();
      const answer = await admin.post(at(project), { comment: "the first" });
      assert.equal(answer.status, 202, answer.text);
      assert.equal(answer.headers.get("location"), `/api/v1${at(project, "/1")}`);
      const { revision, updates } = answer.body;
      assert.equal(revision, 1);
      assert.deepEqual(
        updates.map((update: Record<string, unknown>) => [
          update.zone,
          update.operation,
          update.revision,
          update.state,
        ]),
        [[zone, "up", 1, "waiting"]],
      );
      const { createdAt, createdBy, ...made } = ok(await admin.get(at(project, "/1")));
      assert.ok(Date.parse(createdAt) >= before - 1_000);
      assert.equal(createdBy.name, "Ada");
      assert.deepEqual(made, {
        number: 1,
        comment: "the first",
        rolledBackTo: null,
        ...definitionOf(project),
        variables: [
          { name: "mode", secret: false, value: "fast" },
          { name: "token", secret: true },
        ],
        containers: ["web"],
        volumes: [],
      });
      const audit = ok(await admin.get(`/projects/${project}/audit`)).items[0];
      assert.deepEqual([audit.operation, audit.target.revision], ["deploy", "1"]);
    });

    it("and never change, whatever is saved or set later", async () => {
      const project = await newProject();
      await set(project, "mode", "fast");
      await deploy(project);
      const before = ok(await admin.get(at(project, "/1")));
      await set(project, "mode", "slow");
      await save(project, containers("web", "worker"));
      await deploy(project);
      assert.deepEqual(ok(await admin.get(at(project, "/1"))), before);
    });

    it("and listed page by page, newest first", async () => {
      const project = await newProject();
      for (let index = 1; index <= 5; index++) await deploy(project, `number ${index}`);
      const found: string[] = [];
      let after = "";
      for (;;) {
        const { items, next } = ok(await admin.get(at(project, `?limit=2${after && `&after=${after}`}`)));
        found.push(...items.map((item: { comment: string }) => item.comment));
        if (next === null) break;
        after = next;
      }
      assert.deepEqual(
        found,
        [5, 4, 3, 2, 1].map((number) => `number ${number}`),
      );
      for (const cursor of ['["x"]', "[99999999999]", "[-1]", "[1.5]"]) {
        const answer = await admin.get(at(project, `?after=${Buffer.from(cursor).toString("base64url")}`));
        assert.ok([200, 422].includes(answer.status), answer.text);
      }
      for (const number of ["0", "-1", "x", "99", "99999999999"]) {
        refused(await admin.get(at(project, `/${number}`)), 404, "not-found");
      }
    });

    it("only by who may deploy", async () => {
      const project = await newProject();
      await deploy(project);
      const writer = await memberWith(project, "read", "write", "delete", "secrets");
      refused(await writer.post(at(project), {}), 403, "not-permitted");
      refused(await rollBack(project, 1, writer), 403, "not-permitted");
      assert.equal((await writer.get(at(project, "/1"))).status, 200);
      const deployer = await memberWith(project, "deploy");
      assert.equal((await deployer.post(at(project), {})).status, 202);
      refused(await deployer.get(at(project, "/1")), 403, "not-permitted");
    });

    it("not before every variable has a value: the diagnostics name it and where it is declared", async () => {
      const project = await newProject({
        containers: [{ name: "web", image: "nginx:$tag" }],
        variables: { tag: {} },
      });
      const { diagnostics } = refused(await admin.post(at(project), {}), 422, "invalid");
      assert.deepEqual(
        diagnostics.map(({ code, path, position }: Record<string, unknown>) => [code, path, typeof position]),
        [["missing-variable", ["variables", "tag"], "object"]],
      );
      assert.deepEqual(ok(await admin.get(at(project))).items, []);
      await set(project, "tag", "1.29");
      assert.equal(await deploy(project), 1);
    });

    it("not without a definition, without a zone, or into one without a claim", async () => {
      const empty = newName();
      ok(await admin.post("/projects", { name: empty }));
      assert.match(refused(await admin.post(at(empty), {}), 409, "conflict").detail, /no definition yet/);
      const nowhere = newName();
      ok(await admin.post("/projects", { name: nowhere, definition: definitionOf(nowhere), zones: [] }));
      assert.match(refused(await admin.post(at(nowhere), {}), 409, "conflict").detail, /no zone to run in/);
      const project = await newProject();
      const answer = await admin.post(at(project), { zones: ["elsewhere"] });
      assert.equal(refused(answer, 422, "invalid").diagnostics[0].code, "no-claim");
    });

    it("not of a project that is being deleted", async () => {
      const project = await newProject();
      await deploy(project);
      ok(await admin.delete(`/projects/${project}?confirm=${project}`));
      assert.match(refused(await admin.post(at(project), {}), 409, "conflict").detail, /is being deleted/);
      assert.match(refused(await rollBack(project, 1), 409, "conflict").detail, /is being deleted/);
    });

    it("into the zones that the definition names, whether or not it could run in others", async () => {
      const first = await addTestZone(platform, "aaa");
      const able = await addTestZone(platform, "zzz");
      const { database } = platform.platform;
      const row = await database
        .selectFrom("zones")
        .select("context")
        .where("name", "=", able)
        .executeTakeFirstOrThrow();
      const context = JSON.stringify({ ...row.context, capabilities: ["serving.knative.dev"] });
      await database.updateTable("zones").set({ context }).where("name", "=", able).execute();
      const project = newName();
      const web = { name: "web", image: "nginx:1.29", options: { workload: "serverless", ports: [80] } };
      const definition = definitionOf(project, { zones: [able], containers: [web] });
      ok(await admin.post("/projects", { name: project, zones: [first, able] }));
      const { id } = ok(await admin.post(`/projects/${project}/change-sets`, { definition }));
      const applied = await admin.post(`/projects/${project}/change-sets/${id}/apply`, {});
      assert.equal(applied.status, 202, applied.text);
      assert.deepEqual(
        applied.body.updates.map((update: { zone: string }) => update.zone),
        [able],
      );
      assert.equal((await admin.post(at(project), {})).status, 202);
      const wrong = refused(await admin.post(at(project), { zones: [first] }), 422, "invalid");
      assert.match(wrong.detail, /aaa/);
    });

    it("by many at one moment, each with a number of its own", async () => {
      const project = await newProject();
      const numbers = await Promise.all(Array.from({ length: 8 }, () => deploy(project)));
      assert.deepEqual(numbers.toSorted(), [1, 2, 3, 4, 5, 6, 7, 8]);
      const { items } = ok(await admin.get(`/projects/${project}/updates?state=waiting`));
      assert.deepEqual(
        items.map((update: { revision: number }) => update.revision),
        [8],
      );
    });

    it("of one state of the project, although it is edited at the same moment", async () => {
      const project = await newProject({ variables: { mode: { default: "0" } } });
      const edits = async () => {
        for (let index = 1; index <= 12; index++) {
          await set(project, "mode", String(index));
          await save(project, { ...containers("web", `at-${index}`), variables: { mode: { default: "0" } } });
        }
      };
      const deploys = async () => {
        let accepted = 0;
        while (accepted < 3) {
          const answer = await admin.post(at(project), {});
          if (answer.status === 202) accepted++;
          else refused(answer, 409, "conflict");
        }
      };
      await Promise.all([edits(), deploys()]);
      for (const { number } of ok(await admin.get(at(project))).items) {
        const { containers: held, variables } = ok(await admin.get(at(project, `/${number}`)));
        const saved = Number((held[1] ?? "at-0").slice(3));
        const mode = Number(variables[0]?.value ?? "0");
        // Each variable is set just before the definition of the same number is saved.
        assert.ok(
          mode === saved || mode === saved + 1,
          `revision ${number} has mode ${mode} and container at-${saved}`,
        );
      }
    });

    it("so that a container which a variable takes away goes only by who may delete", async () => {
      const project = newName();
      const text = `{
        project: { name: "${project}" },
        variables: { small: { default: "no" } },
        containers: [{ name: "web", image: "nginx:1.29" }]
          + (if std.extVar("small") == "no" then [{ name: "worker", image: "nginx:1.29" }] else []),
      }`;
      ok(await admin.post("/projects", { name: project, definition: { format: "jsonnet", text }, zones: [zone] }));
      await deploy(project);
      await set(project, "small", "yes");
      const deployer = await memberWith(project, "read", "write", "deploy");
      const answer = refused(await deployer.post(at(project), {}), 403, "not-permitted");
      assert.match(answer.detail, /removing container "worker" needs the permission "delete"/);
      assert.equal(await deploy(project), 2);
      assert.equal((await deployer.post(at(project), {})).status, 202, "what is gone already is removed by nobody");
    });
  });

  describe("are gone back to", () => {
    it("as a new revision, with the definition and all variables of the old one", async () => {
      const project = await newProject();
      await set(project, "mode", "fast");
      await set(project, "token", "first", true);
      await deploy(project);
      await set(project, "mode", "slow");
      await set(project, "token", "second", true);
      await set(project, "added", "x");
      await save(project, containers("web", "worker"));
      await deploy(project);
      const answer = await rollBack(project, 1);
      assert.equal(answer.status, 202, answer.text);
      assert.deepEqual([answer.body.revision, answer.body.updates[0].revision], [3, 3]);
      const [old, made] = [ok(await admin.get(at(project, "/1"))), ok(await admin.get(at(project, "/3")))];
      assert.deepEqual([made.rolledBackTo, made.comment], [1, "back to revision 1"]);
      assert.deepEqual([made.text, made.variables, made.containers], [old.text, old.variables, old.containers]);
      const difference = ok(await admin.get(at(project, "/3/difference?from=1")));
      assert.deepEqual([difference.text, difference.variables], ["", []], "a secret is not what it was");
      const current = ok(await admin.get(`/projects/${project}/definition`));
      assert.deepEqual([current.text, current.version], [old.text, 3]);
      const variables = ok(await admin.get(`/projects/${project}/variables`)).items;
      assert.deepEqual(
        variables.map(({ name, value }: Record<string, unknown>) => [name, value]),
        [
          ["mode", "fast"],
          ["token", undefined],
        ],
      );
      await deploy(project);
      assert.deepEqual(ok(await admin.get(at(project, "/4/difference?from=1"))).variables, []);
    });

    it("only by who may delete what that removes", async () => {
      const project = await newProject();
      const deployer = await memberWith(project, "read", "deploy");
      await deploy(project);
      await save(project, containers("web", "worker"));
      await deploy(project);
      assert.match(refused(await rollBack(project, 1, deployer), 403, "not-permitted").detail, /container "worker"/);
      assert.equal((await rollBack(project, 2, deployer)).status, 202);
      await set(project, "mode", "fast");
      assert.match(refused(await rollBack(project, 2, deployer), 403, "not-permitted").detail, /variable "mode"/);
      assert.equal((await rollBack(project, 2, await memberWith(project, "deploy", "delete"))).status, 202);
    });

    it("not when there is none, or it cannot be deployed any more", async () => {
      const project = await newProject();
      refused(await rollBack(project, 1), 404, "not-found");
      await deploy(project);
      ok(await admin.delete(`/projects/${project}/claims/${zone}`));
      assert.match(refused(await rollBack(project, 1), 409, "conflict").detail, /zone/);
    });
  });

  describe("differ", () => {
    it("by text, variables and what is removed; values of secrets are compared and never told", async () => {
      const canaries = [`canary-${randomUUID()}`, `canary-${randomUUID()}`];
      const project = await newProject(containers("web", "worker"));
      await set(project, "mode", "fast");
      await set(project, "token", canaries[0] as string, true);
      await set(project, "same", "kept", true);
      await set(project, "turned", "open");
      await set(project, "gone", "x");
      await deploy(project);
      await save(project, { ...containers("web"), volumes: [] });
      await set(project, "mode", "slow");
      await set(project, "token", canaries[1] as string, true);
      await set(project, "same", "kept", true);
      await set(project, "turned", canaries[1] as string, true);
      await set(project, "more", "y");
      ok(await admin.delete(`/projects/${project}/variables/gone`));
      await deploy(project);
      const answer = await admin.get(at(project, "/2/difference"));
      const { from, to, text, variables, removes } = ok(answer);
      assert.deepEqual([from, to, removes], [1, 2, { containers: ["worker"], volumes: [] }]);
      assert.match(text, /^- +"name": "worker"/m);
      assert.deepEqual(variables, [
        { name: "gone", change: "removed", secret: false, from: "x" },
        { name: "mode", change: "changed", secret: false, from: "fast", to: "slow" },
        { name: "more", change: "added", secret: false, to: "y" },
        { name: "token", change: "changed", secret: true },
        { name: "turned", change: "changed", secret: true },
      ]);
      for (const canary of canaries) assert.ok(!answer.text.includes(canary));
      const back = ok(await admin.get(at(project, "/1/difference?from=2")));
      assert.deepEqual([back.from, back.to, back.removes.containers], [2, 1, []]);
      assert.deepEqual(ok(await admin.get(at(project, "/2/difference?from=2"))).text, "");
      refused(await admin.get(at(project, "/1/difference")), 404, "not-found");
      refused(await admin.get(at(project, "/2/difference?from=9")), 404, "not-found");
    });
  });
});
