import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { parseAllDocuments } from "yaml";
import { espalier, newFolder, PROGRAM, ROOT } from "./support/run-espalier.ts";

const EXAMPLE = join(ROOT, "templates", "gallery", "example", "espalier.json");

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = newFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const BROKEN = `{
  "project": { "name": "shop" },
  "containers": [
    { "name": "web", "imgae": "nginx:1" },
    { "name": "db", "image": "postgres:17", "environment": { "HOST": "$db_hots" } }
  ],
  "variables": { "db_host": "db" }
}
`;

describe("espalier validate", () => {
  it("finds the definition upwards from the current folder", async () => {
    const folder = folderWith({ "espalier.json": readFileSync(EXAMPLE, "utf8") });
    mkdirSync(join(folder, "deep", "down"), { recursive: true });
    const { code, stdout, stderr } = await espalier(["validate"], { cwd: join(folder, "deep", "down") });
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, /✓ .*espalier\.json is valid/);
  });

  it("says everything that is wrong at once, a line each with file, line and column, and exits with 2", async () => {
    const folder = folderWith({ "espalier.json": BROKEN });
    const { code, stdout, stderr } = await espalier(["validate"], { cwd: folder });
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /^espalier\.json:4:22: error: .*unknown key "imgae".*did you mean "image"\?/m);
    assert.match(stderr, /^espalier\.json:5:\d+: error: .*db_hots.*did you mean/m);
    assert.doesNotMatch(stderr, /\n {4}at /, "a stack trace");
  });

  it("gives the same as JSON on stdout", async () => {
    const folder = folderWith({ "espalier.json": BROKEN });
    const { code, stdout } = await espalier(["validate", "--json"], { cwd: folder });
    assert.equal(code, 2);
    const { valid, diagnostics } = JSON.parse(stdout);
    assert.equal(valid, false);
    assert.ok(diagnostics.length >= 2);
    assert.ok(diagnostics.every((one: { position?: object }) => one.position));
  });

  for (const [name, text] of [
    ["espalier.json", "{ never closed"],
    ["espalier.json", ""],
    ["espalier.json", "[1, 2]"],
    ["espalier.jsonnet", "local f(x) = f(x + 1); f(0)"],
    ["espalier.ts", "export default 5"],
    ["espalier.ts", "export default {{"],
    ["espalier.mts", "throw new Error('no')"],
  ] as const) {
    it(`ends in diagnostics for ${name} with ${JSON.stringify(text)}`, async () => {
      const { code, stderr } = await espalier(["validate"], { cwd: folderWith({ [name]: text }) });
      assert.equal(code, 2, stderr);
      assert.match(stderr, /error: /);
      assert.doesNotMatch(stderr, /mistake in espalier/);
    });
  }

  it("refuses a variable that is not declared with the nearest name", async () => {
    const { code, stderr } = await espalier(["validate", "-f", EXAMPLE, "--var", "db_hots=x"]);
    assert.equal(code, 2);
    assert.match(stderr, /did you mean "db_host"\?/);
  });
});

describe("espalier synth", () => {
  it("gives the same bytes every time, as JSON that parses, with secrets as references", async () => {
    const runs = await Promise.all([1, 2].map(() => espalier(["synth", "-f", EXAMPLE, "--json"])));
    assert.equal(runs[0]?.code, 0, runs[0]?.stderr);
    assert.equal(runs[0]?.stdout, runs[1]?.stdout);
    const manifests = JSON.parse(runs[0]?.stdout ?? "") as { kind: string }[];
    assert.equal(manifests[0]?.kind, "Namespace");
    assert.ok(runs[0]?.stdout.includes("⟦secret:db_password⟧"));
    assert.ok(!runs[0]?.stdout.includes("example_password"));
  });

  it("prints YAML documents otherwise, and values from a file of variables", async () => {
    const folder = folderWith({ "vars.env": "db_user=from_file\n", "vars.json": '{"db_port": 6543}' });
    const args = ["synth", "-f", EXAMPLE, "--var-file", "vars.env", "--var-file", "vars.json"];
    const { code, stdout } = await espalier(args, { cwd: folder });
    assert.equal(code, 0);
    assert.match(stdout, /^---\napiVersion: v1\nkind: Namespace\n/);
    assert.match(stdout, /value: from_file/);
    assert.match(stdout, /value: "6543"/);
  });

  it("quotes texts that YAML 1.1, which kubectl reads, takes for true, false or numbers", async () => {
    const definition = {
      project: { name: "words" },
      containers: [{ name: "cache", image: "redis:8", args: ["no", "on", "Y", "1:30", "012", "1e3"] }],
    };
    const { code, stdout, stderr } = await espalier(["synth"], {
      cwd: folderWith({ "espalier.json": JSON.stringify(definition) }),
    });
    assert.equal(code, 0, stderr);
    for (const document of parseAllDocuments(stdout, { version: "1.1" })) {
      const { kind, spec } = document.toJS();
      if (kind === "Deployment")
        assert.deepEqual(spec.template.spec.containers[0].args, definition.containers[0]?.args);
    }
  });

  it("ends quietly when nobody reads on", () => {
    const command = `"${process.execPath}" "${PROGRAM}" synth -f "${EXAMPLE}" | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", command], { encoding: "utf8" });
    assert.equal(stdout, "---\n0\n");
    assert.equal(stderr, "");
  });

  it("hides what a Secret of one's own holds", async () => {
    const definition = `
      import { ApiObject } from ${JSON.stringify(join(ROOT, "node_modules", "cdk8s", "lib", "index.js"))};
      import { defineProject, Project } from "espalier";
      export default defineProject(({ zone }) => {
        const project = new Project(zone, "own");
        new ApiObject(project, "keys", {
          apiVersion: "v1", kind: "Secret", metadata: { name: "keys" }, stringData: { token: "canary-5678" },
        });
        return project;
      });
    `;
    const { code, stdout, stderr } = await espalier(["synth"], { cwd: folderWith({ "espalier.ts": definition }) });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /token: ⟦secret:token⟧/);
    assert.ok(!stdout.includes("canary-5678"));
  });
});

describe("espalier diagram", () => {
  it("prints SVG, writes it whole into a file, or gives the graph", async () => {
    const folder = newFolder();
    const printed = await espalier(["diagram", "-f", EXAMPLE]);
    assert.match(printed.stdout, /^<svg /);
    const { code, stdout } = await espalier(["diagram", "-f", EXAMPLE, "-o", "drawn.svg"], { cwd: folder });
    assert.equal(code, 0);
    assert.equal(stdout, "");
    assert.equal(readFileSync(join(folder, "drawn.svg"), "utf8"), printed.stdout);
    assert.deepEqual(readdirSync(folder), ["drawn.svg"]);
    const graph = JSON.parse((await espalier(["diagram", "-f", EXAMPLE, "--json"])).stdout);
    assert.equal(graph.project, "example_project");
  });

  it("puts frames around tags when asked", async () => {
    const framed = await espalier(["diagram", "-f", EXAMPLE, "--group-by-tag"]);
    const plain = await espalier(["diagram", "-f", EXAMPLE]);
    assert.match(framed.stdout, /^<svg /);
    assert.notEqual(framed.stdout, plain.stdout);
  });

  it("refuses a folder that is not there", async () => {
    const { code, stderr } = await espalier(["diagram", "-f", EXAMPLE, "-o", "absent/drawn.svg"], { cwd: newFolder() });
    assert.equal(code, 2);
    assert.match(stderr, /cannot be written/);
  });
});

describe("espalier init", () => {
  it("starts a definition from a template, named after the folder, and it is valid", async () => {
    const folder = join(newFolder(), "My Shop");
    mkdirSync(folder);
    const { code, stderr } = await espalier(["init", "web-postgres", "--var", "port=8080"], { cwd: folder });
    assert.equal(code, 0, stderr);
    const text = readFileSync(join(folder, "espalier.jsonc"), "utf8");
    assert.match(text, /"default": 8080/);
    assert.match(text, /"name": "my-shop"/);
    assert.equal((await espalier(["validate"], { cwd: folder })).code, 0);
  });

  it("never overwrites, whatever the ending of what is there", async () => {
    for (const name of ["espalier.json", "espalier.ts"]) {
      const folder = folderWith({ [name]: "mine" });
      const { code, stderr } = await espalier(["init", "example"], { cwd: folder });
      assert.equal(code, 2);
      assert.match(stderr, /there is a definition already/);
      assert.deepEqual(readdirSync(folder), [name]);
      assert.equal(readFileSync(join(folder, name), "utf8"), "mine");
    }
  });

  it("refuses unknown templates, unknown blanks and names that are none", async () => {
    const folder = newFolder();
    const wrong: readonly (readonly [args: string[], said: RegExp])[] = [
      [["web-postgrs"], /did you mean "web-postgres"\?/],
      [[], /templates: .*web-postgres/],
      [["web-postgres", "--var", "prot=1"], /did you mean "port"\?/],
      [["web-postgres", "--var", "port=many"], /port/],
      [["web-postgres", "--name", "No Name"], /cannot name a project/],
    ];
    for (const [args, said] of wrong) {
      const { code, stderr } = await espalier(["init", ...args], { cwd: folder });
      assert.equal(code, 2, args.join(" "));
      assert.match(stderr, said);
    }
    assert.deepEqual(readdirSync(folder), []);
  });

  it("takes all defaults with --yes, and shows what to do after the first deployment", async () => {
    const folder = newFolder();
    const { code, stdout, stderr } = await espalier(["init", "static-site", "--yes", "--json"], { cwd: folder });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /is written, from Static site \(static-site\)/);
    assert.match(stderr, /Build your own image/);
    assert.deepEqual(JSON.parse(stdout).secrets, []);
  });

  it("writes no secret that was given", async () => {
    const folder = newFolder();
    const { code, stdout, stderr } = await espalier(["init", "example", "--var", "db_password=canary-1234"], {
      cwd: folder,
    });
    assert.equal(code, 0, stderr);
    const written = readFileSync(join(folder, "espalier.json"), "utf8");
    assert.ok(!`${written}${stdout}${stderr}`.includes("canary-1234"));
  });
});

describe("espalier templates", () => {
  it("lists the gallery and shows the blanks of one", async () => {
    const all = JSON.parse((await espalier(["templates", "--json"])).stdout) as { name: string }[];
    assert.ok(all.some(({ name }) => name === "example"));
    const { stdout } = await espalier(["templates", "web-postgres"]);
    assert.match(stdout, /^db_password +secret/m);
    assert.match(stdout, /^PostgreSQL image +https:/m);
    const names = (await espalier(["__complete", "templates"])).stdout.trim().split("\n");
    assert.deepEqual(
      names,
      all.map(({ name }) => name),
    );
  });

  it("finds them by tag and by words", async () => {
    const namesOf = async (...args: string[]): Promise<string[]> => {
      const { code, stdout, stderr } = await espalier(["templates", "--json", ...args]);
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout).map(({ name }: { name: string }) => name);
    };
    assert.ok((await namesOf("--tag", "web,postgres")).includes("web-postgres"));
    assert.ok(!(await namesOf("--tag", "web", "--tag", "!postgres")).includes("web-postgres"));
    assert.ok((await namesOf("--search", "PostgreSQL web")).includes("web-postgres"));
    assert.deepEqual(await namesOf("--search", "no such words anywhere"), []);
    const unknown = await espalier(["templates", "--tag", "postgrs"]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /no template has the tag "postgrs"\n {2}did you mean "postgres"\?/);
  });

  it("draws what a template would make", async () => {
    const folder = newFolder();
    const { code, stderr } = await espalier(["templates", "web-postgres", "--diagram", "web.svg"], { cwd: folder });
    assert.equal(code, 0, stderr);
    assert.match(readFileSync(join(folder, "web.svg"), "utf8"), /^<svg .*database/s);
  });

  it("adds, lists and forgets further galleries, and starts from what is in them", async () => {
    const folder = newFolder();
    const environment = { ESPALIER_HOME: join(folder, "home") };
    const run = (...args: string[]) => espalier(args, { cwd: folder, environment });
    mkdirSync(join(folder, "mine", "notes"), { recursive: true });
    const notes = { project: { name: "notes" }, containers: [{ name: "notes", image: "example/notes:1" }] };
    writeFileSync(
      join(folder, "mine", "notes", "espalier.json"),
      JSON.stringify({ template: { title: "Notes" }, ...notes }),
    );
    const added = await run("templates", "add", "mine");
    assert.equal(added.code, 0, added.stderr);
    assert.match(added.stderr, /gallery mine is added: 1 template$/m);
    assert.match((await run("templates")).stdout, /\ngallery mine\nnotes +Notes$/m);
    assert.match((await run("templates", "galleries")).stdout, /^mine +1 template +mine$/m);
    assert.deepEqual((await run("__complete", "galleries")).stdout, "mine\n");
    const started = await run("init", "notes", "--yes");
    assert.equal(started.code, 0, started.stderr);
    assert.equal((await run("validate")).code, 0);
    assert.equal((await run("templates", "remove", "mine")).code, 0);
    assert.deepEqual(JSON.parse((await run("templates", "galleries", "--json")).stdout), []);
    assert.deepEqual(readdirSync(join(folder, "mine")), ["notes"]);
  });

  it("refuses galleries that are none, with what would be one", async () => {
    const folder = newFolder();
    const environment = { ESPALIER_HOME: join(folder, "home") };
    mkdirSync(join(folder, "empty"));
    const wrong: readonly (readonly [args: string[], said: RegExp])[] = [
      [["add", "absent"], /no such folder/],
      [["add", "empty"], /there is no template in it/],
      [["add", "http://example.com/apps"], /not cloned from there/],
      [["remove", "mine"], /no gallery "mine"/],
      [["remov", "mine"], /did you mean "remove"\?/],
    ];
    for (const [args, said] of wrong) {
      const { code, stderr } = await espalier(["templates", ...args], { cwd: folder, environment });
      assert.equal(code, 2, args.join(" "));
      assert.match(stderr, said);
    }
  });

  it("offers the containers of the definition to shells", async () => {
    const { stdout } = await espalier(["__complete", "containers", "-f", EXAMPLE]);
    assert.deepEqual(stdout.trim().split("\n"), ["backend_service", "database", "backup_service"]);
    const tags = await espalier(["__complete", "tags", "-f", EXAMPLE]);
    assert.deepEqual(tags.stdout.trim().split("\n"), ["backend", "service", "database", "postgres", "backup"]);
    const none = await espalier(["__complete", "containers"], { cwd: newFolder() });
    assert.deepEqual(none, { code: 0, stdout: "", stderr: "" });
  });
});
