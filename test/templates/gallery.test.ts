import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import { fillTemplate, findTemplate, instantiate, readTemplate, templateForm } from "../../templates/gallery.ts";
import { evaluateFile, evaluateText, evaluationOf, temporaryFolder } from "./support.ts";

/** Of the JSON block in the founding document, from its first blank to its last line end. */
const FOUNDING_EXAMPLE = "9e2358ddd76aaa8bf43d47f793e112afa1080c7ae7c0228795afe8787d167973";

describe("the gallery", () => {
  it("holds the founding example byte for byte", () => {
    const bytes = readFileSync(findTemplate("example").file);
    assert.equal(createHash("sha256").update(bytes).digest("hex"), FOUNDING_EXAMPLE);
    assert.equal(JSON.parse(bytes.toString()).project.name, "example_project");
  });

  it("names the nearest template for one that is not there", async () => {
    await assert.rejects(readTemplate("exmaple"), (error: unknown) => {
      assert.ok(error instanceof DiagnosticsError);
      assert.equal(error.diagnostics[0]?.fix, 'did you mean "example"?');
      return true;
    });
    await assert.rejects(readTemplate("../../constructs"), DiagnosticsError);
  });
});

describe("the form of a template", () => {
  it("asks for every blank, and knows which are secret", async () => {
    assert.deepEqual(await templateForm("example"), [
      { name: "db_host", label: "db_host", type: "string", default: "database", required: false, secret: false },
      { name: "db_port", label: "db_port", type: "string", default: "5432", required: false, secret: false },
      { name: "db_user", label: "db_user", type: "string", default: "example_user", required: false, secret: false },
      { name: "db_password", label: "db_password", type: "string", required: false, secret: true },
    ]);
  });

  it("tells labels, types, bounds, patterns and choices", async () => {
    const form = await templateForm("web-postgres");
    const field = (name: string) => form.find((one) => one.name === name);
    assert.deepEqual(field("port"), {
      name: "port",
      label: "Port",
      description: "Port your application listens on.",
      type: "number",
      default: 80,
      minimum: 1,
      maximum: 65535,
      required: false,
      secret: false,
    });
    assert.deepEqual(field("db_size")?.choices, ["1Gi", "5Gi", "10Gi", "20Gi"]);
    assert.equal(field("db_name")?.pattern, "[a-z][a-z0-9_]{0,62}");
    assert.equal(field("db_password")?.secret, true);
  });

  it("is known of a TypeScript template too", async () => {
    assert.deepEqual(
      (await templateForm("node-typescript")).map(({ name, type }) => [name, type]),
      [
        ["image", "string"],
        ["replicas", "number"],
      ],
    );
  });
});

describe("starting from a template", () => {
  const folder = temporaryFolder();

  it("copies it, with values as defaults and nothing else changed", async () => {
    const variables = { image: "ghcr.io/me/app:2", port: "3000", db_password: "hunter2-hunter2" };
    const { value } = await instantiate("web-postgres", join(folder, "a"), { variables, name: "my-shop" });
    assert.equal(value?.file, join(folder, "a", "espalier.jsonc"));
    assert.deepEqual(value.unwritten, ["db_password"]);
    const before = readFileSync(findTemplate("web-postgres").file, "utf8");
    const after = readFileSync(value.file, "utf8");
    const expected = before
      .replace('"default": "traefik/whoami:v1.11"', '"default": "ghcr.io/me/app:2"')
      .replace('"default": 80', '"default": 3000')
      .replace('"name": "web-postgres"', '"name": "my-shop"');
    assert.equal(after, expected);
    const { spec } = await evaluationOf(evaluateFile(value.file));
    assert.equal(spec?.containers[0]?.image, "ghcr.io/me/app:2");
  });

  it("writes short and TypeScript declarations too", async () => {
    const short = await instantiate("example", join(folder, "b"), { variables: { db_port: "6543" } });
    assert.match(readFileSync(short.value?.file ?? "", "utf8"), /"db_port": "6543"/);
    const typescript = await instantiate("node-typescript", join(folder, "c"), {
      variables: { replicas: "5", image: "me/app:1" },
      name: "mine",
    });
    const text = readFileSync(typescript.value?.file ?? "", "utf8");
    assert.match(text, /default: 5,/);
    assert.match(text, /default: "me\/app:1"/);
    const { tree } = await evaluationOf(evaluateFile(typescript.value?.file ?? ""));
    assert.equal(tree.project, "mine");
  });

  it("gives the text alone, without a file", async () => {
    const variables = { image: "me/app:2", db_password: "hunter2-hunter2" };
    const { value, diagnostics } = await fillTemplate("web-postgres", { variables, name: "my-shop" });
    assert.deepEqual(diagnostics, []);
    const { text = "", ...told } = value ?? {};
    assert.deepEqual(told, { format: "json", fileName: "espalier.jsonc", unwritten: ["db_password"] });
    assert.match(text, /"default": "me\/app:2"/);
    assert.ok(!text.includes("hunter2"));
    const { tree } = await evaluationOf(evaluateText(text, { ending: ".jsonc" }));
    assert.equal(tree.project, "my-shop");
    const wrong = await fillTemplate("web-postgres", { variables: { port: "99999" } });
    assert.deepEqual([wrong.value, wrong.diagnostics[0]?.code], [undefined, "out-of-range"]);
    assert.equal((await fillTemplate("node-typescript")).value?.format, "typescript");
  });

  it("never overwrites", async () => {
    writeFileSync(join(folder, "espalier.json"), "mine");
    const { value, diagnostics } = await instantiate("example", folder);
    assert.equal(value, undefined);
    assert.equal(diagnostics[0]?.code, "file-exists");
    assert.equal(readFileSync(join(folder, "espalier.json"), "utf8"), "mine");
  });

  it("writes nothing when a value is wrong", async () => {
    const { diagnostics } = await instantiate("web-postgres", join(folder, "d"), {
      variables: { port: "99999", prot: "1" },
    });
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ["out-of-range", "undeclared-variable"],
    );
    assert.throws(() => readFileSync(join(folder, "d", "espalier.jsonc")));
  });
});
