import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "mocha";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const COMMAND = join(ROOT, "bin", "espalier.mjs");

/** Fenced blocks of a language, in the order of the page. */
function blocks(language: string): string[] {
  return Array.from(
    README.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm")),
    (match) => match[1]!,
  );
}

describe("the README", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "espalier-readme-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(ROOT, join(folder, "node_modules", "espalier"), "dir");
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function espalier(...args: string[]): string {
    const env = { ...process.env, ESPALIER_HOME: join(folder, "home") };
    return execFileSync(process.execPath, [COMMAND, ...args], {
      cwd: folder,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** What of an object does not depend on how the definition was written. */
  function objects(file: string): string[] {
    const manifests: { kind: string; metadata: { name: string } }[] = JSON.parse(
      espalier("synth", "--json", "-f", file),
    );
    return manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  }

  it("shows a JSON and a TypeScript definition of one project that make the same objects", () => {
    const [json] = blocks("json");
    const [typescript] = blocks("ts");
    writeFileSync(join(folder, "tour.json"), json!);
    writeFileSync(join(folder, "tour.ts"), typescript!);
    const fromJson = objects("tour.json");
    assert.ok(fromJson.includes("Deployment database") && fromJson.includes("Ingress web"));
    assert.deepEqual(objects("tour.ts").sort(), fromJson.sort());
  });

  it("names only commands that there are", () => {
    const named = Array.from(README.matchAll(/^ {4}(?:npx )?espalier ([a-z]+)/gm), (match) => match[1]!);
    const inline = Array.from(README.matchAll(/`(?:npx )?espalier ([a-z]+)/g), (match) => match[1]!);
    const help = espalier("--help");
    assert.ok(named.length >= 2);
    for (const name of new Set([...named, ...inline])) assert.match(help, new RegExp(`^ {2}${name}\\b`, "m"), name);
  });

  it("lists every dependency", () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const table = README.slice(README.indexOf("## Dependencies"), README.indexOf("## More"));
    const listed = new Set(Array.from(table.matchAll(/`([^`]+)`/g), (match) => match[1]!));
    const runtime = Object.keys(manifest.dependencies);
    const development = Object.keys(manifest.devDependencies).filter((name) => !name.startsWith("@types/"));
    assert.deepEqual(
      [...runtime, ...development].filter((name) => !listed.has(name)),
      [],
    );
  });

  it("links only to files that there are", () => {
    const links = Array.from(README.matchAll(/\]\(([^)#]+)\)/g), (match) => match[1]!);
    assert.deepEqual(
      links.filter((link) => !existsSync(join(ROOT, link))),
      [],
    );
  });
});
