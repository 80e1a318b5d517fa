import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import {
  errorsOf,
  evaluateFile,
  evaluateText,
  evaluationOf,
  onlyErrorOf,
  place,
  projectWith,
  temporaryFolder,
} from "./support.ts";

describe("a JSON definition", () => {
  it("may have comments, trailing commas and a byte order mark", async () => {
    const text = `\uFEFF// a shop\n{ "project": { "name": "shop", }, /* none yet */ "containers": [], }`;
    const { spec } = await evaluationOf(evaluateText(text));
    assert.deepEqual(spec, { project: { name: "shop" }, containers: [] });
  });

  it("gets all its syntax errors told at their places", async () => {
    const errors = await errorsOf(evaluateText(`{\n  "project" { "name": 'x' },\n  "containers": [,]\n}`));
    assert.ok(errors.length > 1);
    assert.ok(errors.every(({ code }) => code === "syntax"));
    assert.equal(place(errors[0] as never), "2:13");
  });

  it("is told to be empty when it is", async () => {
    for (const text of ["", " \n ", "// nothing"]) {
      assert.equal((await onlyErrorOf(evaluateText(text))).code, "empty");
    }
  });

  it("has no key twice", async () => {
    const text = `{\n  "project": { "name": "a",\n    "name": "b" },\n  "containers": []\n}`;
    const error = await onlyErrorOf(evaluateText(text));
    assert.equal(error.code, "duplicate-key");
    assert.equal(place(error), "3:5");
    assert.match(error.fix ?? "", /line 2/);
  });

  it("cannot reach into prototypes", async () => {
    const text = `{ "project": { "name": "shop", "__proto__": { "x": 1 } }, "containers": [], "__proto__": { "network": 1 } }`;
    const errors = await errorsOf(evaluateText(text));
    assert.deepEqual(
      errors.map(({ code }) => code),
      ["unknown-key", "unknown-key"],
    );
    assert.equal(({} as { x?: unknown }).x, undefined);
  });

  it("may be hostile in depth and size", async () => {
    const deep = "[".repeat(100_000);
    assert.equal((await onlyErrorOf(evaluateText(deep))).code, "too-deep");
    assert.equal((await onlyErrorOf(evaluateText(" ".repeat(1024 * 1024 + 1)))).code, "too-large");
    const wide = projectWith({}, { zones: Array(100_000).fill("a") });
    await errorsOf(evaluateText(wide));
  });

  it("is told its mistakes in keys, values and variables all at once, each at its place", async () => {
    const text = [
      "{",
      '  "project": { "name": "My Shop" },',
      '  "containers": [',
      '    { "name": "web", "imgae": "nginx", "image": "nginx:$tga" },',
      '    { "name": "db", "options": { "replicas": "three" } }',
      "  ],",
      '  "variabels": {},',
      '  "variables": { "tag": { "default": 1, "typ": "number" } }',
      "}",
    ].join("\n");
    const errors = await errorsOf(evaluateText(text, { variables: { tga: "x" } }));
    const told = errors.map((error) => `${place(error)} ${error.code}`).toSorted();
    assert.deepEqual(
      told,
      [
        "2:24 wrong-format",
        "4:22 unknown-key",
        "4:56 undeclared-variable",
        "5:5 missing-value",
        "5:46 wrong-type",
        "7:3 unknown-key",
        "8:16 undeclared-variable",
        "8:41 unknown-key",
      ].toSorted(),
    );
  });

  it("may say what a gallery tells of it, but nothing else", async () => {
    await evaluationOf(evaluateText(projectWith({}, { $schema: "x", template: { title: "Shop", tags: ["a"] } })));
    const errors = await errorsOf(
      evaluateText(projectWith({}, { $schema: 1, template: { titel: "Shop", tags: "a" } })),
    );
    assert.deepEqual(
      errors.map(({ path }) => path?.join(".")),
      ["$schema", "template.tags", "template.titel"],
    );
  });

  it("cannot hold the mark of a secret, in text, keys or escapes", async () => {
    const literal = await onlyErrorOf(evaluateText(projectWith({ environment: { A: "⟦secret:x⟧" } })));
    assert.equal(literal.code, "reserved-text");
    const escaped = projectWith({ environment: { A: "x" } }).replace('"x"', '"\\u27e6secret:x\\u27e7"');
    assert.equal((await onlyErrorOf(evaluateText(escaped))).code, "reserved-text");
    const key = projectWith({ environment: { A: "x" } }).replace('"A"', '"\\u27e6secret:x\\u27e7"');
    assert.equal((await errorsOf(evaluateText(key)))[0]?.code, "reserved-text");
  });

  it("has notes with positions too", async () => {
    const { tree } = await evaluationOf(evaluateText(projectWith({ options: { expose: true } })));
    assert.ok(tree.notes.length > 0);
    assert.ok(tree.notes.every(({ position }) => position));
  });
});

describe("the file of a definition", () => {
  const folder = temporaryFolder();
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const code = async (file: string) => (await onlyErrorOf(evaluateFile(file))).code;

  it("is a regular file that can be read", async () => {
    assert.equal(await code(join(folder, "none.json")), "no-such-file");
    mkdirSync(join(folder, "folder.json"));
    assert.equal(await code(join(folder, "folder.json")), "not-a-file");
    execFileSync("mkfifo", [join(folder, "pipe.json")]);
    assert.equal(await code(join(folder, "pipe.json")), "not-a-file");
    symlinkSync("loop.json", join(folder, "loop.json"));
    assert.equal(await code(join(folder, "loop.json")), "unreadable");
  });

  it("is at most 1 MiB of UTF-8", async () => {
    assert.equal(await code(write("large.json", " ".repeat(1024 * 1024 + 1))), "too-large");
    assert.equal(await code(write("latin.json", Uint8Array.of(0x22, 0xe9, 0x22))), "not-utf8");
  });

  it("has an ending that tells the format", async () => {
    for (const name of ["a.yaml", "a", "a.js", "a.json.bak"])
      assert.equal(await code(write(name, "{}")), "unknown-format");
  });

  it("is evaluated for one zone as the text of an unsaved edit would be", async () => {
    const file = write("saved.jsonc", projectWith({}));
    assert.deepEqual(
      (await evaluationOf(evaluateFile(file))).tree.manifests,
      (await evaluationOf(evaluateText(projectWith({})))).tree.manifests,
    );
  });
});
