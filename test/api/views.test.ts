import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { ViewCache } from "../../api/view-cache.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { definitionOf, newName } from "./support/project.ts";
import { addTestZone } from "./support/zones.ts";

describe("views of a project", () => {
  let platform: TestPlatform;
  let admin: TestClient;
  let project: string;

  before(async () => {
    platform = await testPlatform();
    admin = await newPerson(platform);
    await addTestZone(platform, "sofia");
    await addTestZone(platform, "varna");
    project = newName();
    const definition = definitionOf(project, {
      containers: [
        {
          name: "web",
          image: "nginx:1.29",
          environment: { DB: "http://db:5432", ZONE: "$zone" },
          options: { expose: true, tags: ["front"] },
        },
        { name: "db", image: "postgres:$tag", environment: { POSTGRES_PASSWORD: "$password" } },
      ],
      variables: { tag: { example: "17" }, password: { generate: true } },
    });
    const made = await admin.post("/projects", { name: project, definition, zones: ["sofia", "varna"] });
    assert.equal(made.status, 201, made.text);
  });
  after(() => platform.close());

  const view = (path: string) => admin.get(`/projects/${project}${path}`);

  it("show the tree of a zone, the first by name unless another is asked for", async () => {
    const { status, body } = await view("/tree");
    assert.equal(status, 200);
    assert.equal(body.zone, "sofia");
    const kinds = body.nodes.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`);
    for (const node of [`project ${project}`, "container web", "container db"]) assert.ok(kinds.includes(node));
    assert.ok(kinds.includes(`address web-${project}.sofia.example.com`), kinds.join("\n"));
    assert.ok(
      body.references.some(({ from, to }: { from: string; to: string }) => from.endsWith("/web") && to.endsWith("/db")),
    );
    assert.deepEqual(body.missing, ["tag"]);
    assert.equal((await view("/tree?zone=varna")).body.zone, "varna");
    const nowhere = await view("/tree?zone=nowhere");
    assert.deepEqual([nowhere.status, nowhere.body.diagnostics[0].code], [422, "no-claim"]);
  });

  it("show the diagram laid out, and as an SVG that does nothing", async () => {
    const { status, body } = await view("/diagram");
    assert.equal(status, 200);
    assert.deepEqual(
      body.nodes
        .filter(({ kind }: { kind: string }) => kind === "container")
        .map(({ title }: { title: string }) => title),
      ["web", "db"],
    );
    for (const node of body.nodes) assert.ok(node.x >= 0 && node.width > 0 && node.x + node.width <= body.width);
    const tagged = await view("/diagram?groupByTag=true");
    assert.ok(tagged.body.groups.some(({ kind }: { kind: string }) => kind === "tag"));
    assert.ok(!body.groups.some(({ kind }: { kind: string }) => kind === "tag"));
    const svg = await view("/diagram.svg?theme=dark");
    assert.equal(svg.status, 200);
    assert.equal(svg.headers.get("content-type"), "image/svg+xml");
    assert.match(svg.headers.get("content-security-policy") as string, /default-src 'none'.*sandbox/);
    assert.match(svg.text, /^<svg /);
    assert.notEqual((await view("/diagram.svg?theme=light")).text, svg.text);
    for (const query of ["?theme=pink", "?groupByTag=1", "?more=1", "?zone="]) {
      assert.equal((await view(`/diagram.svg${query}`)).status, 422, query);
    }
  });

  it("change with the definition, with a variable and with the zone", async () => {
    const tagOf = async () => {
      const { body } = await view("/tree");
      return body.nodes.find(({ name }: { name: string }) => name === "db").facts.image;
    };
    assert.equal(await tagOf(), "postgres:17");
    await admin.put(`/projects/${project}/variables/tag`, { value: "18" });
    assert.equal(await tagOf(), "postgres:18");
    await admin.delete(`/projects/${project}/variables/tag`);
    await admin.put(`/projects/${project}/variables/tag`, { value: "16" });
    assert.equal(await tagOf(), "postgres:16");
    await platform.platform.database
      .updateTable("zones")
      .set(({ eb }) => ({
        context: JSON.stringify({ domain: "other.example.com", ingressClass: "a", ingressNamespace: "b", issuer: "c" }),
        version: eb("version", "+", 1),
        updated_at: new Date(),
      }))
      .where("name", "=", "sofia")
      .execute();
    assert.match((await view("/tree")).text, /other\.example\.com/);
    const { text } = (await view("/definition")).body;
    const next = { format: "json", text: text.replace('"web"', '"site"') };
    assert.equal((await admin.put(`/projects/${project}/definition`, next, { "if-match": "*" })).status, 200);
    assert.match((await view("/diagram")).text, /"site"/);
  });

  it("are there for a project without a zone, and not for one without a definition", async () => {
    const name = newName();
    await admin.post("/projects", { name, zones: [], definition: definitionOf(name) });
    assert.equal((await admin.get(`/projects/${name}/tree`)).body.zone, "example");
    const empty = newName();
    await admin.post("/projects", { name: empty });
    for (const path of ["/tree", "/diagram", "/diagram.svg"]) {
      assert.equal((await admin.get(`/projects/${empty}${path}`)).status, 404);
    }
  });

  it("say what is wrong with a definition that has errors by now", async () => {
    const name = newName();
    const definition = definitionOf(name, {
      containers: [{ name: "web", image: "nginx:$tag" }],
      variables: { tag: "1" },
    });
    await admin.post("/projects", { name, definition });
    await admin.put(`/projects/${name}/variables/tag`, { value: "not a tag" });
    const { status, body } = await admin.get(`/projects/${name}/diagram`);
    assert.equal(status, 422);
    assert.deepEqual(body.diagnostics[0].path, ["containers", 0, "image"]);
  });

  it("are made once for all who ask at the same time, and kept up to a size", async () => {
    const cache = new ViewCache(1000);
    let made = 0;
    const make = async () => {
      made++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return "x".repeat(200);
    };
    await Promise.all([cache.get("a", make), cache.get("a", make), cache.get("a", make)]);
    assert.equal(made, 1);
    for (const key of ["b", "c", "d", "e"]) await cache.get(key, make);
    await cache.get("a", make);
    assert.equal(made, 5);
    await cache.get("f", make);
    await cache.get("b", make);
    assert.equal(made, 7);
    await assert.rejects(
      cache.get("broken", () => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.equal(await cache.get("broken", async () => "yes"), "yes");
  });
});
