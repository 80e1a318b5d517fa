import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, beforeEach, describe, it } from "mocha";
import { temporaryFolder } from "./fixtures.ts";

const SET_UP = new URL("../../bin/setup/packages.mjs", import.meta.url);

describe("installing the npm packages", () => {
  const folder = temporaryFolder();
  const realNpm = process.env.npm_execpath;
  let count = 0;
  let root = "";
  let install: (root: string) => Promise<void>;

  /** Stands in for npm: notes its arguments, makes what the real one would, and fails where it is told to. */
  const NPM = `
const { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
appendFileSync("calls", args[0] + "\\n");
if (args[0] === "ci") rmSync("node_modules", { recursive: true, force: true });
mkdirSync("node_modules/.bin", { recursive: true });
if (existsSync("fail-" + args[0])) { console.error("npm error code ENOSPC"); process.exit(1); }
writeFileSync("node_modules/.bin/node", "#!/bin/sh\\n", { mode: 0o755 });
`;

  beforeEach(async () => {
    count += 1;
    root = join(folder, String(count));
    mkdirSync(root);
    writeFileSync(join(root, "package-lock.json"), "{}");
    writeFileSync(join(root, "npm.js"), NPM);
    process.env.npm_execpath = join(root, "npm.js");
    install = ((await import(SET_UP.href)) as { installPackages: typeof install }).installPackages;
  });

  after(() => {
    if (realNpm === undefined) delete process.env.npm_execpath;
    else process.env.npm_execpath = realNpm;
  });

  const calls = (): string[] => readFileSync(join(root, "calls"), "utf8").trim().split("\n");
  const stamp = (): string => join(root, "node_modules", ".espalier-installed");

  it("is done once for a lock file", async () => {
    await install(root);
    await install(root);
    assert.deepEqual(calls(), ["ci", "rebuild"]);
  });

  it("is done again when the lock file has changed", async () => {
    await install(root);
    writeFileSync(join(root, "package-lock.json"), '{"changed":true}');
    await install(root);
    assert.deepEqual(calls(), ["ci", "rebuild", "ci", "rebuild"]);
  });

  it("is done again when node_modules was removed", async () => {
    await install(root);
    rmSync(join(root, "node_modules"), { recursive: true });
    await install(root);
    assert.equal(calls().length, 4);
  });

  for (const failing of ["ci", "rebuild"]) {
    it(`is not taken for done when npm ${failing} fails, and says what npm said`, async () => {
      writeFileSync(join(root, `fail-${failing}`), "");
      await assert.rejects(install(root), /npm error code ENOSPC/);
      assert.ok(!existsSync(stamp()));
      rmSync(join(root, `fail-${failing}`));
      await install(root);
      assert.ok(existsSync(stamp()));
    });
  }
});

describe("the set-up command", () => {
  it("says which commands it knows", () => {
    const script = fileURLToPath(new URL("../../bin/setup.mjs", import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, "strat"], { encoding: "utf8" });
    assert.equal(status, 1);
    assert.equal(stderr.trim(), 'unknown command "strat"; allowed are start, test, build-web');
  });
});
