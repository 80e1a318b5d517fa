import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { espalier, newFolder } from "./support/run-espalier.ts";

const JSON_TEXT = `{
  // The shop.
  "project": { "name": "shop" },
  "containers": [
    { "name": "web", "image": "nginx:1.29", "options": { "replicas": 2, "expose": true } }, // front
    { "name": "db", "image": "postgres:18", "environment": { "POSTGRES_PASSWORD": "$password" } }
  ],
  "variables": { "password": { "generate": 32 } }
}
`;

const JSONNET_TEXT = `local espalier = import 'espalier.libsonnet';
{
  project: { name: 'shop' },
  variables: { password: { generate: 32 } },
  containers: [
    espalier.web('web', 'nginx:1.29', environment={ PASSWORD: '$password', TAG: std.extVar('password') }),
  ] + [espalier.container(name, 'busybox:1') for name in ['one', 'two']],
}
`;

const TYPESCRIPT_TEXT = `import { Container, defineProject, Project } from "espalier";

export default defineProject(({ zone, secret }) => {
  const shop = new Project(zone, "shop");
  new Container(shop, "web", { image: "nginx:1.29", environment: { KEY: secret("key", { generate: 32 }) } });
  return shop;
});
`;

function folderWith(name: string, text: string): { cwd: string; file: string } {
  const cwd = newFolder();
  writeFileSync(join(cwd, name), text);
  return { cwd, file: join(cwd, name) };
}

describe("espalier edit", () => {
  it("shows the smallest change of the text as a diff, and writes nothing unless told to", async () => {
    const { cwd, file } = folderWith("espalier.jsonc", JSON_TEXT);
    const { code, stdout, stderr } = await espalier(["edit", "scale", "web", "3"], { cwd });
    assert.equal(code, 0, stderr);
    const changed = stdout.split("\n").filter((line) => /^[+-][^+-]/.test(line));
    assert.deepEqual(changed, [
      '-    { "name": "web", "image": "nginx:1.29", "options": { "replicas": 2, "expose": true } }, // front',
      '+    { "name": "web", "image": "nginx:1.29", "options": { "replicas": 3, "expose": true } }, // front',
    ]);
    assert.match(stdout, /^--- espalier\.jsonc$/m);
    assert.match(stderr, /nothing is written; add --write/);
    assert.equal(readFileSync(file, "utf8"), JSON_TEXT);
  });

  for (const [name, text] of [
    ["espalier.jsonc", JSON_TEXT],
    ["espalier.jsonnet", JSONNET_TEXT],
    ["espalier.ts", TYPESCRIPT_TEXT],
  ] as const) {
    it(`writes ${name} with --write, where the values stand, and the definition says it then`, async () => {
      const { cwd, file } = folderWith(name, text);
      const edits = [
        ["env", "web", "LEVEL=info", "URL=https://a.example.com/?b=c"],
        ["option", "web", "resources.memory", "256Mi"],
        ["add", "cache", "--image", "redis:8", "--port", "6379"],
      ];
      for (const edit of edits) {
        const { code, stderr } = await espalier(["edit", ...edit, "--write"], { cwd });
        assert.equal(code, 0, stderr);
        assert.match(stderr, /✓ .*is written/);
      }
      const { stdout } = await espalier(["synth", "--json"], { cwd });
      for (const part of ["redis:8", "256Mi", "https://a.example.com/?b=c"])
        assert.ok(stdout.includes(part), `${part}\n${readFileSync(file, "utf8")}`);
      assert.doesNotMatch(readFileSync(file, "utf8"), /override/);
    });
  }

  it("says with the reason what became an override, and keeps blanks and secrets as they are written", async () => {
    const { cwd, file } = folderWith("espalier.jsonnet", JSONNET_TEXT);
    const { code, stderr } = await espalier(["edit", "image", "two", "busybox:2", "--write"], { cwd });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /an override for containers\[two\]\.image: its value is used in several places/);
    const text = readFileSync(file, "utf8");
    assert.match(text, /espalier\.override\(\{/);
    assert.match(text, /environment=\{ PASSWORD: '\$password', TAG: std\.extVar\('password'\) \}/);
    assert.match((await espalier(["synth"], { cwd })).stdout, /busybox:2/);
  });

  it("gives diff, overrides and notes as JSON", async () => {
    const { cwd } = folderWith("espalier.jsonc", JSON_TEXT);
    const { code, stdout } = await espalier(["edit", "connect", "web", "db", "--json"], { cwd });
    assert.equal(code, 0);
    const { written, diff, overrides, diagnostics } = JSON.parse(stdout);
    assert.equal(written, false);
    assert.match(diff, /\$\{\{db\.url\}\}/);
    assert.deepEqual(overrides, []);
    assert.ok(Array.isArray(diagnostics));
  });

  it("says when nothing changes", async () => {
    const { cwd } = folderWith("espalier.jsonc", JSON_TEXT);
    const { code, stdout, stderr } = await espalier(["edit", "scale", "web", "2"], { cwd });
    assert.deepEqual([code, stdout], [0, ""]);
    assert.match(stderr, /nothing changes/);
  });

  const wrong: readonly (readonly [args: string[], message: RegExp])[] = [
    [["image", "wbe", "nginx:2"], /no container is called "wbe"/],
    [["scale", "web", "many"], /replicas is a whole number, got "many"/],
    [["env", "web", "=x"], /"=x" sets nothing/],
    [["env", "web"], /nothing to change/],
    [["rename", "web", "db"], /"db" is the name of another container/],
    [["delete", "web", "--volume", "--group"], /either a volume or an environment group/],
    [["add", "x", "--preset", "oracle"], /web, worker, postgres/],
    [["scale", "web"], /replicas/],
  ];
  for (const [args, message] of wrong) {
    it(`${args.join(" ")}: is refused`, async () => {
      const { cwd, file } = folderWith("espalier.jsonc", JSON_TEXT);
      const { code, stderr } = await espalier(["edit", ...args, "--write"], { cwd });
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
      assert.equal(readFileSync(file, "utf8"), JSON_TEXT);
    });
  }

  it("refuses a definition that is broken, with the place", async () => {
    const { cwd } = folderWith("espalier.jsonnet", "{ project: { name: 'shop' }, containers: [ }");
    const { code, stderr } = await espalier(["edit", "scale", "web", "2"], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /espalier\.jsonnet:1:\d+: error/);
  });
});
