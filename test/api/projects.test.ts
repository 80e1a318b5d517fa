import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, it } from "mocha";
import { newPerson, nobody, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { definitionOf, join, keyOf, newName } from "./support/project.ts";
import { addTestZone } from "./support/zones.ts";

describe("projects", () => {
  let platform: TestPlatform;
  let person: TestClient;
  let zone: string;

  before(async () => {
    platform = await testPlatform();
    person = await newPerson(platform);
    zone = await addTestZone(platform);
  });
  after(() => platform.close());

  it("are made with a name, and their maker may do everything in them", async () => {
    const name = newName();
    const { status, body, headers } = await person.post("/projects", { name, description: "a shop" });
    assert.equal(status, 201);
    assert.equal(headers.get("location"), `/api/v1/projects/${name}`);
    assert.deepEqual(
      { ...body, createdAt: "", updatedAt: "", permissions: body.permissions.length },
      {
        name,
        description: "a shop",
        tier: "starter",
        state: "active",
        zones: [zone],
        revision: null,
        definitionVersion: null,
        permissions: 10,
        createdAt: "",
        updatedAt: "",
      },
    );
    const roles = await person.get(`/projects/${name}/roles`);
    assert.deepEqual(roles.body.items.map((role: { name: string }) => role.name).toSorted(), [
      "admin",
      "developer",
      "reader",
    ]);
    assert.deepEqual((await person.get(`/projects/${name}`)).body, body);
  });

  it("begin with a definition, which must be right", async () => {
    const name = newName();
    const made = await person.post("/projects", { name, definition: definitionOf(name) });
    assert.equal(made.status, 201, made.text);
    assert.equal(made.body.definitionVersion, 1);
    const wrong = newName();
    const refused = await person.post("/projects", {
      name: wrong,
      definition: {
        format: "json",
        text: JSON.stringify({ project: { name: wrong }, containers: [{ name: "web", imgae: "x" }] }),
      },
    });
    assert.equal(refused.status, 422);
    assert.deepEqual(refused.body.diagnostics.map(({ code }: { code: string }) => code).includes("unknown-key"), true);
    assert.equal((await person.get(`/projects/${wrong}`)).status, 404);
  });

  it("refuse a definition of another project", async () => {
    const name = newName();
    const { status, body } = await person.post("/projects", { name, definition: definitionOf("other") });
    assert.equal(status, 422);
    assert.deepEqual(body.diagnostics[0].path, ["project", "name"]);
    assert.equal(body.diagnostics[0].position.file, "espalier.json");
    assert.match(body.diagnostics[0].fix, new RegExp(name));
  });

  it("begin with a template, whose secret values are kept as secrets", async () => {
    const name = newName();
    const secret = `canary-${randomUUID()}`;
    const made = await person.post("/projects", {
      name,
      template: { name: "wordpress", variables: await valuesFor(person, "wordpress", secret) },
    });
    assert.equal(made.status, 201, made.text);
    const { text } = (await person.get(`/projects/${name}/definition`)).body;
    assert.ok(text.includes(`"${name}"`));
    assert.ok(!text.includes(secret));
  });

  it("do not begin with a program, and say what to do instead", async () => {
    const { status, body } = await person.post("/projects", { name: newName(), template: { name: "node-typescript" } });
    assert.equal(status, 422);
    assert.equal(body.diagnostics[0].code, "runs-program");
    assert.match(body.diagnostics[0].fix, /espalier init node-typescript/);
  });

  it("refuse a template that is not there, and names no file of ours", async () => {
    for (const name of ["nothing", "../gallery/redis", "/etc/passwd"]) {
      const { status, text, body } = await person.post("/projects", { name: newName(), template: { name } });
      assert.equal(status, 422);
      assert.equal(body.diagnostics[0].code, "unknown-template");
      assert.ok(!text.includes(process.cwd()));
    }
  });

  it("refuse a name that is taken, also when it is the same namespace", async () => {
    const name = newName();
    assert.equal((await person.post("/projects", { name })).status, 201);
    const other = await newPerson(platform);
    for (const taken of [name, name.replaceAll("-", "_")]) {
      const { status, body } = await other.post("/projects", { name: taken });
      assert.equal(status, 409, taken);
      assert.match(body.detail, /is taken/);
    }
  });

  it("refuse names of namespaces that every cluster has", async () => {
    for (const name of ["default", "kube-system", "kube_public"]) {
      const { status, body } = await person.post("/projects", { name });
      assert.equal(status, 422);
      assert.equal(body.diagnostics[0].code, "reserved-name");
    }
  });

  it("are given zones that are named, and only such as are there", async () => {
    const second = await addTestZone(platform, "varna");
    const name = newName();
    assert.deepEqual((await person.post("/projects", { name, zones: [second] })).body.zones, [second]);
    assert.deepEqual((await person.post("/projects", { name: newName(), zones: [] })).body.zones, []);
    const { status, body } = await person.post("/projects", { name: newName(), zones: [second, "nowhere"] });
    assert.equal(status, 422);
    assert.deepEqual(body.diagnostics[0].path, ["zones", 1]);
  });

  it("refuse a definition that names a zone without a claim", async () => {
    const name = newName();
    const definition = definitionOf(name, { zones: ["elsewhere"] });
    const { status, body } = await person.post("/projects", { name, definition });
    assert.equal(status, 422);
    assert.equal(body.diagnostics[0].code, "no-claim");
  });

  it("are limited in number by their tier, also when many are made at once", async () => {
    await platform.platform.database
      .insertInto("tiers")
      .values({
        name: "few",
        description: "",
        cpu: "1",
        memory: "1Gi",
        storage: "1Gi",
        ephemeral_storage: null,
        pods: 5,
        services: 5,
        volumes: 5,
        projects: 3,
      })
      .execute();
    const operator = await newPerson(platform, { operator: true });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => operator.post("/projects", { name: newName(), tier: "few" })),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    assert.deepEqual(statuses, [201, 201, 201, 409, 409, 409, 409, 409, 409, 409]);
    assert.match(answers.find(({ status }) => status === 409)?.body.detail, /3 projects of tier "few", which allows 3/);
  });

  it("let operators alone give and change another tier", async () => {
    assert.equal((await person.post("/projects", { name: newName(), tier: "large" })).status, 403);
    const operator = await newPerson(platform, { operator: true });
    const name = newName();
    assert.equal((await operator.post("/projects", { name, tier: "large" })).body.tier, "large");
    await join(platform, name, person, "admin");
    assert.equal((await person.patch(`/projects/${name}`, { tier: "starter" })).status, 403);
    assert.equal((await operator.patch(`/projects/${name}`, { tier: "starter" })).body.tier, "starter");
    assert.equal((await operator.patch(`/projects/${name}`, { tier: "nothing" })).status, 422);
  });

  it("are not made by keys that are cut down to something else", async () => {
    const name = newName();
    await person.post("/projects", { name });
    const writing = await keyOf(platform, person, { permissions: ["read", "write"] });
    assert.equal((await writing.post("/projects", { name: newName() })).status, 201);
    for (const limits of [{ permissions: ["read"] as const }, { projects: [name] }]) {
      const key = await keyOf(platform, person, limits);
      assert.equal((await key.post("/projects", { name: newName() })).status, 403);
    }
    const own = await person.post(`/projects/${name}/keys`, { name: "own", permissions: ["read", "write"] });
    const ownKey = await nobody(platform.url).send(
      "POST",
      "/projects",
      { name: newName() },
      { authorization: `Bearer ${own.body.key}` },
    );
    assert.equal(ownKey.status, 403);
  });

  it("are listed to those who may read them, page by page", async () => {
    const lister = await newPerson(platform);
    const stem = newName();
    const names = Array.from({ length: 5 }, (_, index) => `${stem}-${index}`);
    for (const name of names) assert.equal((await lister.post("/projects", { name })).status, 201);
    const seen: string[] = [];
    for (let after = ""; ; ) {
      const { body } = await lister.get(`/projects?limit=2${after && `&after=${after}`}`);
      seen.push(...body.items.map((item: { name: string }) => item.name));
      if (!body.next) break;
      after = body.next;
    }
    assert.deepEqual(seen, names);
    const found = await lister.get(`/projects?search=${stem.toUpperCase()}-3`);
    assert.deepEqual(
      found.body.items.map((item: { name: string }) => item.name),
      [`${stem}-3`],
    );
    assert.deepEqual((await lister.get("/projects?search=_")).body.items, []);
    assert.deepEqual((await person.get(`/projects?search=${stem}`)).body.items, []);
    await join(platform, names[0] as string, person, "reader");
    const shared = (await person.get(`/projects?search=${stem}`)).body.items;
    assert.deepEqual(
      shared.map((item: { permissions: string[] }) => item.permissions),
      [["read"]],
    );
    const scoped = await keyOf(platform, lister, { projects: [names[1] as string], permissions: ["read"] });
    assert.deepEqual(
      (await scoped.get("/projects")).body.items.map((item: { name: string }) => item.name),
      [names[1]],
    );
    const unscoped = await keyOf(platform, lister, { projects: [] });
    assert.deepEqual((await unscoped.get("/projects")).body.items, []);
    const writer = await keyOf(platform, lister, { permissions: ["write"] });
    assert.deepEqual((await writer.get("/projects")).body.items, []);
    const own = await lister.post(`/projects/${names[2]}/keys`, { name: "own", permissions: ["read"] });
    const ownList = await nobody(platform.url).get("/projects", { authorization: `Bearer ${own.body.key}` });
    assert.deepEqual(
      ownList.body.items.map((item: { name: string }) => item.name),
      [names[2]],
    );
  });

  it("are listed with what they hold and how they are in each zone, and found by a tag", async () => {
    const lister = await newPerson(platform);
    const tagged = newName("tagged");
    const container = (name: string, ...tags: string[]) => ({ name, image: "nginx:1.29", options: { tags } });
    const definition = definitionOf(tagged, {
      containers: [container("web", "front", "a.b"), container("api", "back")],
    });
    await lister.post("/projects", { name: tagged, definition, zones: [zone] });
    const bare = newName("bare");
    await lister.post("/projects", { name: bare });
    const list = async (query = "") => (await lister.get(`/projects${query}`)).body.items;
    const [first, second] = await list();
    assert.deepEqual([first.name, first.containers, first.tags, first.updates], [bare, 0, [], []]);
    assert.deepEqual([second.name, second.containers, second.tags], [tagged, 2, ["a.b", "back", "front"]]);
    assert.deepEqual(second.updates, [], "nothing was deployed yet");
    const before = Date.now();
    for (const deployed of [1, 2]) {
      const answer = await lister.post(`/projects/${tagged}/revisions`, { comment: `number ${deployed}` });
      assert.equal(answer.status, 202, answer.text);
    }
    const [{ createdAt, ...update }, ...more] = (await list())[1].updates;
    assert.deepEqual([update, more], [{ zone, operation: "up", revision: 2, state: "waiting" }, []]);
    assert.ok(Date.parse(createdAt) >= before - 1_000);
    const names = async (query: string) => (await list(query)).map(({ name }: { name: string }) => name);
    assert.deepEqual(await names("?tag=back"), [tagged]);
    assert.deepEqual(await names("?tag=a.b&search=TAG"), [tagged]);
    for (const query of ["?tag=none", "?tag=bac", "?tag=%25", "?tag=back&search=bare"]) {
      assert.deepEqual(await names(query), [], query);
    }
  });

  it("take a new description, unless somebody else was faster", async () => {
    const name = newName();
    const { headers } = await person.post("/projects", { name });
    const first = headers.get("etag") as string;
    const changed = await person.patch(`/projects/${name}`, { description: "one" }, { "if-match": first });
    assert.equal(changed.status, 200);
    assert.equal(changed.body.description, "one");
    const stale = await person.patch(`/projects/${name}`, { description: "two" }, { "if-match": first });
    assert.equal(stale.status, 412);
    assert.equal(stale.body.changed.current.description, "one");
    const etag = changed.headers.get("etag") as string;
    assert.equal((await person.get(`/projects/${name}`, { "if-none-match": etag })).status, 304);
    assert.equal((await person.get(`/projects/${name}`, { "if-none-match": first })).status, 200);
  });

  it("are deleted by who confirms it, at once where nothing was ever deployed", async () => {
    const name = newName();
    await person.post("/projects", { name });
    const reader = await newPerson(platform);
    await join(platform, name, reader, "developer");
    assert.equal((await reader.delete(`/projects/${name}?confirm=${name}`)).status, 403);
    assert.equal((await person.delete(`/projects/${name}`)).status, 422);
    assert.equal((await person.delete(`/projects/${name}?confirm=other`)).status, 422);
    const { status, body } = await person.delete(`/projects/${name}?confirm=${name}`);
    assert.equal(status, 202);
    assert.deepEqual(body, { state: "deleted", updates: [] });
    assert.equal((await person.get(`/projects/${name}`)).status, 404);
    assert.equal((await person.post("/projects", { name })).status, 201);
  });

  it("are emptied in their zones first, and take no changes meanwhile", async () => {
    const name = newName();
    await person.post("/projects", { name, definition: definitionOf(name) });
    const deployed = await person.post(`/projects/${name}/revisions`, {});
    assert.equal(deployed.status, 202, deployed.text);
    const { status, body } = await person.delete(`/projects/${name}?confirm=${name}`);
    assert.equal(status, 202);
    assert.equal(body.state, "deleting");
    assert.deepEqual(
      body.updates.map(({ operation, zone }: { operation: string; zone: string }) => [operation, zone]),
      [["destroy", zone]],
    );
    const again = await person.delete(`/projects/${name}?confirm=${name}`);
    assert.deepEqual(
      again.body.updates.map(({ id }: { id: string }) => id),
      [body.updates[0].id],
    );
    assert.equal((await person.get(`/projects/${name}`)).body.state, "deleting");
    assert.equal((await person.patch(`/projects/${name}`, { description: "x" })).status, 409);
    assert.equal(
      (await person.put(`/projects/${name}/definition`, definitionOf(name), { "if-match": "*" })).status,
      409,
    );
    assert.equal((await person.put(`/projects/${name}/variables/a`, { value: "x" })).status, 409);
  });

  it("are made once for one Idempotency-Key", async () => {
    const name = newName();
    const key = { "idempotency-key": randomUUID() };
    const body = { name, definition: definitionOf(name) };
    const first = await person.post("/projects", body, key);
    const again = await person.post("/projects", body, key);
    assert.deepEqual([first.status, again.status], [201, 201]);
    assert.deepEqual(again.body, first.body);
    assert.equal(again.headers.get("idempotency-replayed"), "true");
  });

  it("let nobody who makes many hold up the others", async () => {
    const loop = (name: string) => ({
      name,
      definition: {
        format: "jsonnet",
        text: `local f(n) = if n == 0 then 1 else f(n - 1) + f(n - 1); { project: f(60) }`,
      },
    });
    const greedy = await newPerson(platform);
    const many: Promise<unknown>[] = [];
    let refused = 0;
    // Some may come to their end meanwhile, and let as many others in.
    while (refused < 8 && many.length < 100) {
      many.push(greedy.post("/projects", loop(newName())).then(({ status }) => status === 503 && refused++));
      await sleep(10);
    }
    assert.ok(refused >= 8, `${refused} were refused`);
    const name = newName();
    assert.equal((await person.post("/projects", { name, definition: definitionOf(name) })).status, 201);
    await Promise.all(many);
  });

  it("refuse what they do not know, without repeating it", async () => {
    for (const body of [
      {},
      { name: "x", nam: 1 },
      { name: "A B" },
      { name: 3 },
      [],
      "x",
      { name: "ok", zones: "all" },
    ]) {
      const answer = await person.post("/projects", body);
      assert.ok([400, 422].includes(answer.status), `${JSON.stringify(body)} → ${answer.status}`);
    }
  });
});

async function valuesFor(person: TestClient, template: string, secret: string): Promise<Record<string, string>> {
  const { body } = await person.get(`/templates/${template}`);
  const fields = body.form as { name: string; required: boolean; secret: boolean }[];
  return Object.fromEntries(
    fields
      .filter((field) => field.required || field.secret)
      .map((field) => [field.name, field.secret ? secret : "value.example.com"]),
  );
}
