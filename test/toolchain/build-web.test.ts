import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { before, describe, it } from "mocha";
import { readBuiltFiles } from "../../api/pages/dashboard/built-files.ts";
import { temporaryFolder } from "./fixtures.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const WEB_FOLDER = new URL("../../bin/setup/web-folder.mjs", import.meta.url);
const run = promisify(execFile);

describe("building the dashboard", function () {
  this.timeout(900_000);
  const root = temporaryFolder();
  const web = join(root, "web");
  const place = join(web, "dist");

  before(() => {
    const sources = ["bin", "web", "diagram", "constructs", "api/client", "templates/definition.schema.json"];
    for (const source of [...sources, "package.json", "package-lock.json", "tsconfig.json"]) {
      const filter = (path: string) => !/\/(dist|\.dist-[^/]*)$/.test(path);
      cpSync(join(ROOT, source), join(root, source), { recursive: true, filter });
    }
    symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"), "dir");
  });

  const build = () => run(process.execPath, [join(root, "bin", "setup.mjs"), "build-web"]);
  const foldersOfBuilds = () => readdirSync(web).filter((name) => name.includes("dist"));

  /** Everything that the page needs is there, and what is compressed is what it was compressed from. */
  const requireWhole = () => {
    const { page, files } = readBuiltFiles(place) ?? assert.fail("there is no build");
    const named = Array.from(
      page.join("").matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="(\/[^"]+)"/g),
      ([, path]) => path as string,
    );
    assert.ok(named.some((path) => path.endsWith(".js")));
    for (const path of named) assert.ok(files.has(path), `${path} is missing`);
    const scripts = Array.from(files).filter(([path]) => path.endsWith(".js"));
    for (const [path, { plain, br, gzip }] of scripts) {
      assert.ok(br && gzip, `${path} is not compressed`);
      assert.ok(brotliDecompressSync(br).equals(plain) && gunzipSync(gzip).equals(plain), path);
      for (const [, other] of plain.toString().matchAll(/\bimport\("\.\/([^"]+)"\)/g))
        assert.ok(files.has(`/assets/${other}`), `${other}, which ${path} asks for, is missing`);
    }
    assert.match(readFileSync(join(place, "sources.sha256"), "utf8"), /^[0-9a-f]{64}$/);
  };

  it("twice at once leaves one whole build, and nothing else", async () => {
    await Promise.all([build(), build()]);
    requireWhole();
    assert.deepEqual(foldersOfBuilds(), ["dist"]);
  });

  it("does nothing when it was built from these very sources", async () => {
    const before = statSync(place).ino;
    const { stderr } = await build();
    assert.equal(stderr, "");
    assert.equal(statSync(place).ino, before);
  });

  it("that fails says why, leaves the earlier build as it was and nothing of its own", async () => {
    const main = join(web, "main.tsx");
    const before = readFileSync(main);
    const stamp = readFileSync(join(place, "sources.sha256"), "utf8");
    writeFileSync(main, 'import "./not-there.ts";\n');
    await assert.rejects(build(), /not-there/);
    writeFileSync(main, before);
    requireWhole();
    assert.equal(readFileSync(join(place, "sources.sha256"), "utf8"), stamp);
    assert.deepEqual(foldersOfBuilds(), ["dist"]);
  });

  it("mends what one leaves that is killed between taking the earlier build away and putting its own there", async () => {
    renameSync(place, join(web, ".dist-killed-away"));
    const old = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(join(web, ".dist-killed-away"), old, old);
    mkdirSync(join(web, ".dist-under-way"));
    await build();
    requireWhole();
    assert.deepEqual(foldersOfBuilds(), [".dist-under-way", "dist"], "only what is old is cleaned up");
  });
});

describe("putting a build into its place", () => {
  const web = temporaryFolder();

  it("is done by many at once, and each folder that was ever there was whole", async () => {
    const script = `
      import { existsSync, mkdirSync, writeFileSync } from "node:fs";
      import { join } from "node:path";
      import { putInPlace } from ${JSON.stringify(WEB_FOLDER.href)};
      const [web, who] = process.argv.slice(1);
      for (let turn = 0; turn < 200; turn++) {
        const staged = ".dist-" + who + "-" + turn;
        mkdirSync(join(web, staged));
        for (const name of ["a", "b", "c"]) writeFileSync(join(web, staged, name), staged);
        putInPlace(web, staged, () => false);
        if (existsSync(join(web, staged))) throw new Error(staged + " is still there");
      }`;
    const argument = (who: string) => ["--input-type=module", "-e", script, web, who];
    await Promise.all(["1", "2", "3"].map((who) => run(process.execPath, argument(who))));
    assert.deepEqual(readdirSync(web), ["dist"]);
    const contents = ["a", "b", "c"].map((name) => readFileSync(join(web, "dist", name), "utf8"));
    assert.match(contents[0] as string, /^\.dist-[123]-199$/);
    assert.equal(new Set(contents).size, 1);
  });

  it("puts the earlier one back when it cannot be done", async () => {
    const { putInPlace } = (await import(WEB_FOLDER.href)) as {
      putInPlace: (web: string, staged: string, isThere: () => boolean) => void;
    };
    rmSync(join(web, "dist"), { recursive: true });
    mkdirSync(join(web, "dist"));
    writeFileSync(join(web, "dist", "earlier"), "");
    assert.throws(() => putInPlace(web, ".dist-never-built", () => false), { code: "ENOENT" });
    assert.ok(existsSync(join(web, "dist", "earlier")));
    assert.deepEqual(readdirSync(web), ["dist"]);
  });
});
