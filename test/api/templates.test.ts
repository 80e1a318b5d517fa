import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { newPerson, nobody, type TestClient } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newName } from "./support/project.ts";

describe("templates", function () {
  this.timeout(300_000);
  let platform: TestPlatform;
  let person: TestClient;

  before(async () => {
    platform = await testPlatform();
    person = await newPerson(platform);
  });
  after(() => platform.close());

  const names = async (): Promise<string[]> => {
    const { body } = await person.get("/templates?limit=100");
    return body.items.map(({ name }: { name: string }) => name);
  };

  it("are listed by name, page by page, and found by a word", async () => {
    const all = await names();
    assert.ok(all.length >= 30);
    assert.deepEqual(all, all.toSorted());
    const first = await person.get("/templates?limit=10");
    const second = await person.get(`/templates?limit=10&after=${first.body.next}`);
    assert.equal(second.body.items[0].name, all[10]);
    const found = await person.get("/templates?search=WORDPRESS");
    assert.ok(found.body.items.some(({ name }: { name: string }) => name === "wordpress"));
    assert.ok(found.body.items.length < all.length);
    assert.equal((await nobody(platform.url).get("/templates")).status, 401);
  });

  it("have a form, an icon and a definition, and none names a place on our disk", async () => {
    for (const name of await names()) {
      const { status, body, text } = await person.get(`/templates/${name}`);
      assert.equal(status, 200, name);
      assert.ok(body.text.length > 0, name);
      assert.ok(!text.includes(process.cwd()), name);
      if (!body.hasIcon) continue;
      const icon = await person.get(`/templates/${name}/icon`);
      assert.equal(icon.headers.get("content-type"), "image/svg+xml", name);
      assert.match(icon.text, /^<svg /);
    }
    for (const name of ["nothing", "..%2F..%2Fpackage", "Redis", "redis%00"]) {
      assert.equal((await person.get(`/templates/${name}`)).status, 404, name);
      assert.equal((await person.get(`/templates/${name}/icon`)).status, 404, name);
    }
  });

  it("make projects, every one that is no program", async () => {
    for (const name of await names()) {
      const { body } = await person.get(`/templates/${name}`);
      const project = newName("made");
      const made = await person.post("/projects", { name: project, template: { name } });
      if (body.runsProgram) {
        assert.equal(made.status, 422);
        assert.match(body.instead, /espalier init/);
      } else {
        assert.equal(made.status, 201, `${name}: ${made.text}`);
        const saved = await person.get(`/projects/${project}/definition`);
        assert.ok(saved.body.text.includes(project), name);
      }
    }
  });

  it("are previewed with values: what they would make, or what is wrong", async () => {
    const { body, status } = await person.post("/templates/wordpress/preview", { theme: "light" });
    assert.equal(status, 200);
    assert.ok(body.diagram.nodes.length >= 2);
    assert.match(body.svg, /^<svg /);
    const plain = await person.post("/templates/wordpress/preview");
    assert.deepEqual([plain.status, plain.body.svg], [200, null]);
    const named = await person.post("/templates/wordpress/preview", { project: "blog" });
    assert.equal(named.body.diagram.nodes[0].id.split("/")[0], "blog");
    const wrong = await person.post("/templates/wordpress/preview", { variables: { nothing_known: "1" } });
    assert.equal(wrong.status, 200);
    assert.equal(wrong.body.diagram, null);
    assert.equal(wrong.body.diagnostics[0].code, "undeclared-variable");
    assert.ok(!wrong.text.includes(process.cwd()));
    const program = await person.post("/templates/node-typescript/preview", {});
    assert.deepEqual([program.status, program.body.diagnostics[0].code], [422, "runs-program"]);
    assert.equal((await person.post("/templates/nothing/preview", {})).status, 404);
    assert.equal((await person.post("/templates/wordpress/preview", { variable: {} })).status, 422);
  });
});
