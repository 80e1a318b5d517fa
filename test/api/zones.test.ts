import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { after, before, describe, it } from "mocha";
import { addFileZone } from "../../api/zones/add-file-zone.ts";
import { addZoneRow, contextOfRow } from "../../api/zones/add-zone.ts";
import { checkKubeconfigText } from "../../engine/check-kubeconfig-text.ts";
import { SecretKey } from "../../engine/secret-key.ts";
import type { FileZone } from "../../engine/zone.ts";
import { testZone } from "../support/local-zone.ts";
import { bareProject } from "./support/bare-project.ts";
import { newPerson, nobody, TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { addTestZone } from "./support/zones.ts";

const CANARY = "canary-in-a-kubeconfig-71c2";

describe("zones of the platform", () => {
  let platform: TestPlatform;
  let operator: TestClient;
  let person: TestClient;
  let file: FileZone;
  let kubeconfig = "";

  before(async () => {
    [platform, file] = await Promise.all([testPlatform(), testZone()]);
    operator = await newPerson(platform, { operator: true });
    person = await newPerson(platform);
    kubeconfig = readFileSync(file.kubeconfig, "utf8");
  });
  after(() => platform.close());

  const tokenOf = (text: string) => /"?token"?: *"?([^"\s,}]+)/.exec(text)?.[1] as string;

  it("are added with what their cluster says of itself", async () => {
    const answer = await operator.post("/zones", { name: "sofia", city: "Sofia", kubeconfig });
    assert.equal(answer.status, 201, answer.text);
    assert.equal(answer.headers.get("location"), "/api/v1/zones/sofia");
    assert.equal(answer.headers.get("etag"), '"1"');
    assert.equal(answer.body.city, "Sofia");
    assert.equal(answer.body.domain, "sofia.espalier.localhost");
    assert.deepEqual(answer.body.capabilities, file.context.capabilities);
    assert.deepEqual(answer.body.settings.ownAddresses, file.context.ownAddresses);
    assert.match(answer.body.settings.server, /^https:\/\/127\.0\.0\.1:\d+$/);
  });

  it("show everybody who is known where one can deploy, operators alone how it is reached, nobody a kubeconfig", async () => {
    const seen = await person.get("/zones/sofia");
    assert.deepEqual(Object.keys(seen.body), ["name", "city", "domain", "capabilities", "createdAt"]);
    const listed = await person.get("/zones");
    assert.deepEqual(listed.body.items[0], seen.body);
    const managed = await operator.get("/zones/sofia");
    assert.equal(managed.body.settings.ingressClass, "nginx");
    assert.ok(tokenOf(kubeconfig).length > 0);
    for (const { text } of [seen, listed, managed]) assert.ok(!text.includes(tokenOf(kubeconfig)));
    assert.ok(!platform.log.join("").includes(tokenOf(kubeconfig)));
    assert.equal((await nobody(platform.url).get("/zones")).status, 401);
  });

  it("keep kubeconfigs encrypted, each for its own row", async () => {
    const row = await platform.platform.database
      .selectFrom("zones")
      .selectAll()
      .where("name", "=", "sofia")
      .executeTakeFirstOrThrow();
    assert.ok(!row.kubeconfig.includes(tokenOf(kubeconfig)));
    assert.throws(() => platform.platform.secretKey.decrypt(row.kubeconfig, "kubeconfig of-another-row"));
  });

  it("are reached through the platform", async () => {
    const row = await platform.platform.database
      .selectFrom("zones")
      .selectAll()
      .where("name", "=", "sofia")
      .executeTakeFirstOrThrow();
    const client = await platform.platform.zones.client(row);
    assert.equal((await client.get("/Namespace//kube-system"))?.metadata.name, "kube-system");
  });

  it("cannot be managed by anybody else, nor with an operator's key that is cut down", async () => {
    const writes: [string, string, unknown?][] = [
      ["POST", "/zones", { name: "varna", kubeconfig }],
      ["PATCH", "/zones/sofia", { city: "Varna" }],
      ["POST", "/zones/sofia/refresh"],
      ["DELETE", "/zones/sofia"],
      ["DELETE", "/tiers/large"],
    ];
    const cutDown = await operator.post("/keys", { name: "cut down", permissions: ["read"] });
    assert.equal(cutDown.status, 201, cutDown.text);
    for (const client of [person, new TestClient(platform.url, cutDown.body.key, { id: "", email: "" })]) {
      for (const [method, path, body] of writes) assert.equal((await client.send(method, path, body)).status, 403);
      assert.equal((await client.get("/zones/sofia")).body.settings, undefined);
    }
  });

  it("are refused under a name that is taken, before any cluster is asked", async () => {
    const answer = await operator.post("/zones", { name: "sofia", kubeconfig: "no kubeconfig at all" });
    assert.equal(answer.status, 409);
    assert.match(answer.body.detail, /there already is a zone "sofia"/);
  });

  it("are refused with a kubeconfig that reaches into our machine or cannot be read, without repeating it", async () => {
    const config = (user: object) =>
      JSON.stringify({
        clusters: [{ name: "c", cluster: { server: "https://127.0.0.1:9" } }],
        users: [{ name: "c", user }],
        contexts: [{ name: "c", context: { cluster: "c", user: "c" } }],
        "current-context": "c",
      });
    const refused: [string, RegExp][] = [
      [config({ exec: { command: CANARY } }), /exec/],
      [config({ tokenFile: `/etc/${CANARY}` }), /tokenFile/],
      [config({ "auth-provider": { name: CANARY } }), /auth-provider/],
      [`token: ${CANARY}\n\t: [`, /YAML/],
      [config({ token: CANARY }).replace("https:", "http:"), /TLS/],
    ];
    for (const [text, reason] of refused) {
      const answer = await operator.post("/zones", { name: "burgas", kubeconfig: text });
      assert.equal(answer.status, 422, answer.text);
      assert.deepEqual(answer.body.diagnostics[0].path, ["kubeconfig"]);
      assert.match(answer.body.detail, reason);
      assert.ok(!answer.text.includes(CANARY));
    }
    assert.equal((await operator.get("/zones/burgas")).status, 404);
  });

  it("are refused when their cluster does not answer, or knows the kubeconfig not", async () => {
    const gone = kubeconfig.replaceAll(/https:\/\/127\.0\.0\.1:\d+/g, "https://127.0.0.1:9");
    const unreachable = await operator.post("/zones", { name: "burgas", kubeconfig: gone });
    assert.equal(unreachable.status, 422, unreachable.text);
    assert.equal(unreachable.body.diagnostics[0].code, "zone-does-not-answer");
    const { clusters } = JSON.parse(await checkKubeconfigText("burgas", kubeconfig));
    const stranger = JSON.stringify({
      clusters: [{ name: "c", cluster: clusters[0].cluster }],
      users: [{ name: "c", user: { token: CANARY } }],
      contexts: [{ name: "c", context: { cluster: "c", user: "c" } }],
      "current-context": "c",
    });
    const unknown = await operator.post("/zones", { name: "burgas", kubeconfig: stranger });
    assert.equal(unknown.status, 422, unknown.text);
    assert.ok(!unknown.text.includes(CANARY));
  });

  it("give up on a cluster that takes the connection and then says nothing", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as { port: number };
    const text = JSON.stringify({
      clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: "c", user: { token: "t" } }],
      contexts: [{ name: "c", context: { cluster: "c", user: "c" } }],
      "current-context": "c",
    });
    const answer = await operator.post("/zones", { name: "burgas", kubeconfig: text, allowInsecure: true });
    silent.close();
    assert.equal(answer.status, 422, answer.text);
    assert.match(answer.body.detail, /did not answer within 10 s/);
  });

  it("are changed from the version that was read, and tell a stale write who changed them", async () => {
    const changed = await operator.patch(
      "/zones/sofia",
      { domain: "apps.example.com", city: null, storageClass: "fast" },
      { "if-match": '"1"' },
    );
    assert.equal(changed.status, 200, changed.text);
    assert.equal(changed.headers.get("etag"), '"2"');
    assert.equal(changed.body.city, null);
    assert.equal(changed.body.domain, "apps.example.com");
    assert.equal(changed.body.settings.storageClass, "fast");
    assert.equal(changed.body.settings.ingressClass, "nginx");
    assert.deepEqual(changed.body.settings.ownAddresses, file.context.ownAddresses);
    const stale = await operator.patch("/zones/sofia", { city: "Ruse" }, { "if-match": '"1"' });
    assert.equal(stale.status, 412);
    assert.equal(stale.body.changed.zone.domain, "apps.example.com");
    assert.equal(stale.body.changed.last.by.kind, "key");
  });

  it("take another kubeconfig once its cluster has answered to it", async () => {
    assert.equal((await operator.patch("/zones/sofia", { kubeconfig: "nothing" })).status, 422);
    assert.equal((await operator.patch("/zones/sofia", { allowInsecure: true })).status, 422);
    const changed = await operator.patch("/zones/sofia", { kubeconfig, storageClass: null });
    assert.equal(changed.status, 200, changed.text);
    assert.equal(changed.body.settings.storageClass, null);
  });

  it("are asked again, and stay the same version when there is nothing new", async () => {
    const { database } = platform.platform;
    const fresh = await operator.post("/zones/sofia/refresh");
    assert.equal(fresh.status, 200, fresh.text);
    const same = await operator.post("/zones/sofia/refresh");
    assert.equal(same.headers.get("etag"), fresh.headers.get("etag"));
    const context = JSON.stringify({ ...contextOfRow(file.context), capabilities: ["keda.sh"] });
    await database.updateTable("zones").set({ context }).where("name", "=", "sofia").execute();
    const asked = await operator.post("/zones/sofia/refresh");
    assert.deepEqual(asked.body.capabilities, file.context.capabilities);
    assert.notEqual(asked.headers.get("etag"), fresh.headers.get("etag"));
  });

  it("say so when they do not answer to being asked again", async () => {
    await addTestZone(platform, "away");
    const answer = await operator.post("/zones/away/refresh");
    assert.equal(answer.status, 502);
    assert.equal(answer.body.code, "zone-unavailable");
  });

  it("stay as long as projects have claims there", async () => {
    const owner = await newPerson(platform);
    const project = await bareProject(platform, owner);
    assert.equal((await owner.put(`/projects/${project.name}/claims/away`)).status, 200);
    const refused = await operator.delete("/zones/away");
    assert.equal(refused.status, 409);
    assert.match(refused.body.detail, /^1 project has a claim in zone "away"$/);
    assert.equal((await owner.delete(`/projects/${project.name}/claims/away`)).status, 202);
    assert.equal((await operator.delete("/zones/away", { "if-match": '"7"' })).status, 412);
    assert.equal((await operator.delete("/zones/away")).status, 204);
    assert.equal((await operator.delete("/zones/away")).status, 404);
  });

  it("are claimed or removed when both is asked for at once, never half of each", async () => {
    const owner = await newPerson(platform);
    const project = await bareProject(platform, owner);
    for (let round = 0; round < 10; round++) {
      await addTestZone(platform, "contended");
      const [claimed, removed] = await Promise.all([
        owner.put(`/projects/${project.name}/claims/contended`),
        operator.delete("/zones/contended"),
      ]);
      const outcome = `${claimed.status} ${removed.status}`;
      assert.ok(["200 409", "404 204"].includes(outcome), outcome);
      await owner.delete(`/projects/${project.name}/claims/contended`);
    }
  });

  it("are listed page by page, and take no cursor that is not theirs", async () => {
    for (const name of ["page-a", "page-b", "page-c"]) await addTestZone(platform, name);
    const first = await person.get("/zones?limit=2");
    const rest = await person.get(`/zones?limit=100&after=${first.body.next}`);
    const names = [...first.body.items, ...rest.body.items].map(({ name }) => name);
    assert.equal(first.body.items.length, 2);
    assert.equal(rest.body.next, null);
    assert.deepEqual(names, names.toSorted());
    assert.equal(new Set(names).size, names.length);
    assert.equal((await person.get("/zones?after=bm90aGluZw")).status, 422);
  });

  describe("that a process runs itself", () => {
    const zone = async (text = kubeconfig) => ({
      name: "local",
      context: contextOfRow(file.context),
      kubeconfig: await checkKubeconfigText("local", text),
    });

    it("are added once by all who say so at once, and taken over when they have changed", async () => {
      const { database, secretKey } = platform.platform;
      const given = await zone();
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => addZoneRow(database, secretKey, given)));
      assert.deepEqual(outcomes.map(({ outcome }) => outcome).toSorted(), [
        "added",
        ...Array<string>(7).fill("unchanged"),
      ]);
      const moved = await zone(kubeconfig.replaceAll(/https:\/\/127\.0\.0\.1:\d+/g, "https://127.0.0.1:9"));
      const changed = await addZoneRow(database, secretKey, moved);
      assert.equal(changed.outcome, "changed");
      assert.equal(changed.row.version, 2);
      assert.equal(changed.row.id, outcomes[0]?.row.id);
    });

    it("are taken from its registry, and reached by the platform then", async () => {
      const { zones } = platform.platform;
      const first = await addFileZone(platform.platform, { ...file, context: { ...file.context, name: "from-file" } });
      const again = await addFileZone(platform.platform, { ...file, context: { ...file.context, name: "from-file" } });
      assert.deepEqual([first.outcome, again.outcome], ["added", "unchanged"]);
      const client = await zones.client(again.row);
      assert.equal((await client.get("/Namespace//kube-system"))?.metadata.name, "kube-system");
    });

    it("are taken over when the platform's key is another one now", async () => {
      const { outcome } = await addZoneRow(platform.platform.database, new SecretKey(randomBytes(32)), await zone());
      assert.equal(outcome, "changed");
    });
  });
});

describe("tiers", () => {
  let platform: TestPlatform;
  let operator: TestClient;
  let person: TestClient;

  before(async () => {
    platform = await testPlatform();
    operator = await newPerson(platform, { operator: true });
    person = await newPerson(platform);
  });
  after(() => platform.close());

  const tier = {
    description: "for trials",
    cpu: "1",
    memory: "1024Mi",
    storage: "5Gi",
    pods: 5,
    services: 5,
    volumes: 0,
  };

  it("are seen by everybody and made by operators, in Kubernetes' way of writing amounts", async () => {
    assert.equal((await person.put("/tiers/trial", { ...tier, projects: 1 })).status, 403);
    const made = await operator.put("/tiers/trial", { ...tier, projects: 1 });
    assert.equal(made.status, 200, made.text);
    assert.equal(made.body.limits.memory, "1Gi");
    assert.equal(made.body.limits.ephemeralStorage, null);
    const { body } = await person.get("/tiers");
    assert.deepEqual(
      body.items.map(({ name }: { name: string }) => name),
      ["large", "starter", "trial"],
    );
    assert.deepEqual((await person.get("/tiers/trial")).body, made.body);
  });

  it("are changed from the version that was read", async () => {
    const changed = await operator.put("/tiers/trial", { ...tier, pods: 9, projects: 1 }, { "if-match": '"1"' });
    assert.equal(changed.headers.get("etag"), '"2"');
    const stale = await operator.put("/tiers/trial", { ...tier, projects: 1 }, { "if-match": '"1"' });
    assert.equal(stale.status, 412);
    assert.equal(stale.body.changed.tier.limits.pods, 9);
    assert.equal((await operator.put("/tiers/none", { ...tier, projects: 1 }, { "if-match": '"1"' })).status, 412);
  });

  it("refuse amounts that are none", async () => {
    for (const wrong of [
      { cpu: "0" },
      { memory: "-1Gi" },
      { storage: "much" },
      { pods: 0 },
      { volumes: 1.5 },
      { cpu: "1e99" },
    ]) {
      const answer = await operator.put("/tiers/trial", { ...tier, projects: 1, ...wrong });
      assert.equal(answer.status, 422, `${JSON.stringify(wrong)}: ${answer.text}`);
      assert.deepEqual(answer.body.diagnostics[0].path, Object.keys(wrong));
    }
  });

  it("stay as long as projects have them", async () => {
    await bareProject(platform, person);
    const refused = await operator.delete("/tiers/starter");
    assert.equal(refused.status, 409);
    assert.match(refused.body.detail, /^1 project has tier "starter"$/);
    assert.equal((await operator.delete("/tiers/trial", { "if-match": '"1"' })).status, 412);
    assert.equal((await operator.delete("/tiers/trial")).status, 204);
    assert.equal((await operator.get("/tiers/trial")).status, 404);
  });
});
