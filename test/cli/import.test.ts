import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "mocha";
import { espalier, newFolder, PROGRAM, type Ran } from "./support/run-espalier.ts";

const COMPOSE = `services:
  web:
    build: ./web
    ports: ["8080:8080"]
    restart: always
    privileged: true
    environment:
      TOKEN: \${API_TOKEN}
  worker:
    image: example/worker:1
    profiles: [jobs]
`;

describe("espalier import", () => {
  let folder: string;

  beforeEach(() => {
    folder = join(newFolder(), "my-shop");
    mkdirSync(folder);
    writeFileSync(join(folder, "docker-compose.yml"), COMPOSE);
  });

  const run = (...args: string[]): Promise<Ran> => espalier(["import", ...args], { cwd: folder });

  it("makes a definition of the compose file of the folder, and says what became of it and what to do", async () => {
    const { code, stdout, stderr } = await run();
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, /✓ espalier\.jsonc is written, from docker-compose\.yml \(Docker Compose\)/);
    assert.match(stderr, /project my-shop: 1 container \(web\)/);
    assert.match(stderr, /\d+ keys: .*carried over.*translated.*not supported/);
    assert.match(stderr, /Not supported\n.*6 +services\.web\.privileged +no container is privileged/);
    assert.doesNotMatch(stderr, /Translated|services\.web\.restart/);
    assert.match(stderr, /docker build .*web\n/);
    assert.match(stderr, /API_TOKEN/);
    const text = readFileSync(join(folder, "espalier.jsonc"), "utf8");
    assert.match(text, /"name": "my-shop"/);
    const valid = await espalier(["validate", "--var", "API_TOKEN=x"], { cwd: folder });
    assert.equal(valid.code, 0, valid.stderr);
  });

  it("lists what was translated with -v, and every key in the report", async () => {
    const { stderr } = await run(".", "-v", "--report", "report.txt", "--name", "other");
    assert.match(stderr, /Translated\n[\s\S]*services\.web\.restart/);
    assert.match(readFileSync(join(folder, "report.txt"), "utf8"), /services\.web\.ports\b.*carried over/);
    assert.match(readFileSync(join(folder, "espalier.jsonc"), "utf8"), /"name": "other"/);
  });

  it("includes services of wanted profiles, and gives all there is to say as JSON", async () => {
    const { code, stdout } = await run("docker-compose.yml", "--profile", "jobs", "--json", "--report", "report.json");
    assert.equal(code, 0);
    const told = JSON.parse(stdout);
    assert.deepEqual(told.containers, ["web", "worker"]);
    assert.equal(told.format, "compose");
    assert.equal(told.file, "espalier.jsonc");
    assert.equal(told.losses.length, told.counts.carried + told.counts.translated + told.counts.unsupported);
    assert.ok(told.diagnostics.some(({ code }: { code: string }) => code === "build"));
    const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
    assert.deepEqual(report.counts, told.counts);
  });

  it("reads standard input, and prints the definition when asked", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "import", "-", "--output", "-"], {
      cwd: folder,
      input: COMPOSE,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^\{|^\/\//);
    assert.match(stderr, /standard input \(Docker Compose\) is imported/);
    assert.deepEqual(readdirSync(folder), ["docker-compose.yml"]);
  });

  it("overwrites nothing", async () => {
    writeFileSync(join(folder, "espalier.json"), "mine");
    const second = await run();
    assert.equal(second.code, 2);
    assert.match(second.stderr, /there is a definition already: espalier\.json/);
    writeFileSync(join(folder, "there.jsonc"), "mine");
    const present = await run(".", "--output", "there.jsonc");
    assert.equal(present.code, 2);
    assert.match(present.stderr, /there\.jsonc is there already/);
    assert.equal(readFileSync(join(folder, "there.jsonc"), "utf8"), "mine");
  });

  it("says which files beside it are not read", async () => {
    writeFileSync(join(folder, "docker-compose.override.yml"), COMPOSE);
    assert.match((await run()).stderr, /docker-compose\.override\.yml beside it is not read/);
  });

  it("refuses what it cannot import, and writes nothing then", async () => {
    writeFileSync(join(folder, "broken.yml"), "services: [");
    writeFileSync(join(folder, "other.yml"), "hello: world\n");
    const wrong: readonly (readonly [args: string[], said: RegExp])[] = [
      [["absent.yml"], /there is no file "absent\.yml"/],
      [["broken.yml"], /broken\.yml:1/],
      [["other.yml"], /no format that can be imported/],
      [["docker-compose.yml", "--name", "No Name"], /cannot name a project.*\n.*no-name/],
      [["docker-compose.yml", "--format", "helm"], /compose, one-click, coolify/],
      [["docker-compose.yml", "--output", "absent/espalier.jsonc"], /cannot be written/],
    ];
    for (const [args, said] of wrong) {
      const { code, stderr } = await run(...args);
      assert.equal(code, 2, `${args.join(" ")}: ${stderr}`);
      assert.match(stderr, said);
      assert.doesNotMatch(stderr, /mistake in espalier/);
    }
    const empty = newFolder();
    assert.match(
      (await espalier(["import"], { cwd: empty })).stderr,
      /no compose file in \. \(looked for compose\.yaml/,
    );
    assert.ok(!readdirSync(folder).includes("espalier.jsonc"));
  });

  it("starts from a compose file of a gallery too", async () => {
    const home = { ESPALIER_HOME: join(folder, "home") };
    mkdirSync(join(folder, "apps", "shop"), { recursive: true });
    writeFileSync(join(folder, "apps", "shop", "compose.yaml"), COMPOSE);
    assert.equal((await espalier(["templates", "add", "apps"], { cwd: folder, environment: home })).code, 0);
    const { code, stderr } = await espalier(["init", "shop", "--yes"], { cwd: folder, environment: home });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Not supported\n.*privileged/);
    assert.ok(readdirSync(folder).includes("espalier.jsonc"));
  });
});
